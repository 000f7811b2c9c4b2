import type { StatusWire } from "@steadyhand/api";
import { createContext, useContext } from "react";

const StatusContext = createContext<StatusWire | undefined>(undefined);

export const StatusProvider = StatusContext.Provider;

/** What this installation is and who is signed in. Pages are drawn only when that is known. */
export function useSignedIn(): StatusWire {
  const status = useContext(StatusContext);
  if (status === undefined) throw new TypeError("A page was drawn outside of the session gate");
  return status;
}
