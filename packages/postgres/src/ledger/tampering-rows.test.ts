import { describeTampering } from "../../test/tampering/describe-tampering.ts";
import { openEmbedded, openForeign } from "../../test/tampering/tampered-server.ts";

describeTampering("the embedded server", openEmbedded);
describeTampering("a server that somebody else runs", openForeign);
