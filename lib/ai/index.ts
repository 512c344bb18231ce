export { createAi, type AiEnv, type AiLog, type AiParts } from './create-ai';
export type * from './types';
