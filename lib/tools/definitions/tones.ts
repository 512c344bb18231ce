import type { OptionField } from '../types';
import { option } from './options';

/** What each tone means to a writer. */
const MEANING: Record<string, string> = {
  neutral: 'neutral and factual',
  friendly: 'warm and friendly, as to somebody one likes',
  professional: 'professional and courteous, without stock phrases',
  playful: 'playful and light, with a wink',
  persuasive: 'persuasive: benefits first, concrete, honest',
  formal: 'formal and respectful',
  apologetic: 'apologetic: take responsibility once and say what happens now',
  firm: 'firm and clear about what is expected by when, never rude',
  bold: 'bold: short sentences, one strong claim',
  expert: 'expert: precise words, something the reader did not know',
};

const LABELS: Record<string, string> = {
  neutral: 'Neutral',
  friendly: 'Friendly',
  professional: 'Professional',
  playful: 'Playful',
  persuasive: 'Persuasive',
  formal: 'Formal',
  apologetic: 'Apologetic',
  firm: 'Firm',
  bold: 'Bold',
  expert: 'Expert',
};

/** An option of these tones; the first is the default. */
export function toneOption(...tones: readonly string[]): OptionField {
  return option('tone', 'Tone', Object.fromEntries(tones.map((tone) => [tone, LABELS[tone] ?? tone])));
}

export function toneOf(tone: string | undefined): string {
  return MEANING[tone ?? ''] ?? 'neutral and factual';
}
