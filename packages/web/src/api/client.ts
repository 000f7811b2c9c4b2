import { createClient } from "@steadyhand/client";

/** The API of the server that served this page. The session's cookie goes along by itself. */
export const client = createClient({ baseUrl: "" });
