import { describeFileTampering } from "../../test/tampering/describe-file-tampering.ts";
import { openEmbedded, openForeign } from "../../test/tampering/tampered-server.ts";

describeFileTampering("the embedded server", openEmbedded);
describeFileTampering("a server that somebody else runs", openForeign);
