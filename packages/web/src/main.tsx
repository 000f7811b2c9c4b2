import { QueryClientProvider } from "@tanstack/react-query";
import { RouterProvider } from "@tanstack/react-router";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { createQueryClient } from "./api/index.ts";
import { applyPreferences, readPreferences } from "./frame/preferences.ts";
import { KeyboardProvider } from "./keyboard/index.ts";
import { router } from "./routes.tsx";
import "./styles.css";

applyPreferences(readPreferences(window.localStorage), document.documentElement, window.localStorage);
const place = document.getElementById("root");
if (place === null) throw new TypeError("index.html has no element #root to draw the page in");
createRoot(place).render(
  <StrictMode>
    <QueryClientProvider client={createQueryClient()}>
      <KeyboardProvider>
        <RouterProvider router={router} />
      </KeyboardProvider>
    </QueryClientProvider>
  </StrictMode>,
);
