import { createRequire } from 'node:module';

// Most suites have no page; they need not read the tools for one (a tenth of a second each).
if (typeof window !== 'undefined') createRequire(__filename)('./page');
