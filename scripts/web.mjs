/** The hub's web process, as `npm start` runs it: `web.mjs PORT [HOST]`. */
import { serveWeb } from "./hub/web.mjs";

const [port, host] = process.argv.slice(2);
await serveWeb({ port: Number(port), host });
