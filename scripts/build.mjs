// `npm run build`: what `npm start` would build, without serving it.
import { ensureBuilt, ensureGenerated } from './setup/build.mjs';
import { ensureInstalled } from './setup/install.mjs';

await ensureInstalled();
await ensureGenerated();
if (!(await ensureBuilt())) console.log('The build is up to date.');
