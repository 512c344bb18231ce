import { messages } from '@/lib/i18n';
import type { QuestionWords } from '../types';

/** The question of a built-in creative in the language of the hub; null for one that is not known. */
export function houseQuestion(id: string): QuestionWords | null {
  const { questions } = messages.creatives;
  if (!Object.hasOwn(questions, id)) return null;
  const { text, choices } = questions[id as keyof typeof questions];
  return { text, choices: Object.values(choices) };
}
