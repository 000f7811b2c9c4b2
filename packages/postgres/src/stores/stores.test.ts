import { describeStores } from "../../test/describe-stores.ts";
import { openNamedServer } from "../../test/named-server.ts";
import { openTestServer } from "../../test/test-server.ts";

describeStores("the embedded server", openTestServer);

// Any PostgreSQL from 15 on: the same promises on a server that somebody else runs.
const named = process.env.STEADYHAND_TEST_DATABASE_URL;
if (named !== undefined) describeStores("the server in STEADYHAND_TEST_DATABASE_URL", () => openNamedServer(named));
