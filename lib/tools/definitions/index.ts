import type { ToolDefinition } from '../definition';
import { imageGeneration } from './image-generation';
import { rewrite } from './rewrite';
import { summarize } from './summarize';
import { textGeneration } from './text-generation';

/** In the order people see them. */
export const DEFINITIONS: readonly ToolDefinition[] = [textGeneration, summarize, rewrite, imageGeneration];

export function findDefinition(toolId: string): ToolDefinition | undefined {
  return DEFINITIONS.find((definition) => definition.id === toolId);
}
