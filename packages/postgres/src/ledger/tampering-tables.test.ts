import { describeTableTampering } from "../../test/tampering/describe-table-tampering.ts";
import { openEmbedded, openForeign } from "../../test/tampering/tampered-server.ts";

describeTableTampering("the embedded server", openEmbedded);
describeTableTampering("a server that somebody else runs", openForeign);
