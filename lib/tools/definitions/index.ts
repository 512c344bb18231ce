import type { ToolDefinition } from '../definition';
import { askDocument } from './ask-document';
import { chat } from './chat';
import { code } from './code';
import { email } from './email';
import { explain } from './explain';
import { extract } from './extract';
import { imageEdit } from './image-edit';
import { imageGeneration } from './image-generation';
import { rewrite } from './rewrite';
import { seoOutline } from './seo-outline';
import { socialPost } from './social-post';
import { summarize } from './summarize';
import { textGeneration } from './text-generation';
import { textToSpeech } from './text-to-speech';
import { transcription } from './transcription';
import { translate } from './translate';
import { videoGeneration } from './video-generation';

/** In the order people see them. */
export const DEFINITIONS: readonly ToolDefinition[] = [
  chat,
  textGeneration,
  summarize,
  translate,
  rewrite,
  email,
  socialPost,
  seoOutline,
  code,
  explain,
  askDocument,
  extract,
  imageGeneration,
  imageEdit,
  textToSpeech,
  transcription,
  videoGeneration,
];

export function findDefinition(toolId: string): ToolDefinition | undefined {
  return DEFINITIONS.find((definition) => definition.id === toolId);
}
