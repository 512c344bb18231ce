// `npm run servers`: PostgreSQL and Redis for trying things by hand, until Ctrl-C.
import { startServers } from './setup/servers.mjs';

const servers = await startServers();
console.log(`DATABASE_URL=${servers.databaseUrl}\nREDIS_URL=${servers.redisUrl}\n\nCtrl-C stops both.`);
const keepAlive = setInterval(() => {}, 60_000);
let stopping = false;
for (const signal of ['SIGINT', 'SIGTERM']) {
  process.on(signal, () => {
    if (stopping) return;
    stopping = true;
    clearInterval(keepAlive);
    void servers.stop().then(() => process.exit(0));
  });
}
