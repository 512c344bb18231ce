import type { ToolDefinition } from '../definition';
import { longText, shortText } from './fields';
import { framed, materialRule, rules, unmarked, words } from './frame';
import { languageName, LANGUAGES } from './languages';
import { coveredBothWays, mostBothWays, outputTokensFor } from './output-tokens';

export const translate: ToolDefinition = {
  id: 'translate',
  version: 1,
  name: 'Translate',
  kind: 'text',
  group: 'work',
  demoDeclines:
    'The demo engine cannot translate: it knows no languages. Translating needs a provider of text models, such as OpenAI, Mistral, DeepSeek, OpenRouter, Hugging Face or a compatible server.',
  description:
    'Translations that read as if written there: idioms, tone and formatting carried over, names left alone.',
  covers: coveredBothWays,
  fields: (limits) => [
    longText({
      id: 'text',
      label: 'Text to translate',
      placeholder: 'Paste a letter, a menu, a paragraph with Markdown…',
      maxLength: mostBothWays(limits),
    }),
    shortText({
      id: 'to',
      label: 'Into',
      placeholder: 'English',
      maxLength: 60,
      default: 'en',
      choices: LANGUAGES,
      hint: 'The language it is written in is found by itself.',
    }),
  ],
  options: [],
  examples: [
    {
      title: 'A note to the landlord',
      input: {
        text: 'Hello Mr Weber,\n\nthe radiator in the bathroom has been cold since Sunday, although all the others work. Could somebody have a look this week? I am at home on Thursday and Friday after 4 p.m.\n\nMany thanks and kind regards',
        to: 'de',
      },
    },
    {
      title: 'Menu of the day',
      input: {
        text: '**Menú del día · 14,50 €**\n\n- Salmorejo cordobés con virutas de jamón\n- Bacalao al pil-pil o secreto ibérico a la brasa\n- Torrija caramelizada\n\nPan, bebida y café incluidos. No se admiten cambios.',
        to: 'en',
      },
    },
    {
      title: 'Care instructions',
      input: {
        text: 'Wash before first use. Machine wash cold with like colours, do not bleach, tumble dry low. Iron inside out; do not iron the print.',
        to: 'fr',
      },
    },
  ],
  judge: (answer, call) => unmarked(answer, 'text', words(call, 'text')),
  render: (call, limits) => {
    const text = words(call, 'text');
    const to = languageName(words(call, 'to') || 'en');
    return {
      kind: 'text',
      instructions: rules(
        'You are a professional translator. You translate the text in <text> into the language that <language> names.',
        'Carry over meaning, tone, register and idiom, so that it reads as if it had been written in that language. Keep the form of address: formal stays formal.',
        'Keep the formatting exactly: line breaks, Markdown, lists, HTML tags, placeholders such as {name} or %s, e-mail addresses, links and code.',
        'Leave names of people, brands and products as they are. Adapt punctuation and quotation marks; convert no units, currencies or dates.',
        'Leave nothing out, add nothing, explain nothing. What is in that language already stays as it is.',
        'If <language> names no language, translate into English.',
        'Give the translation alone, without the marks.',
        materialRule('text'),
      ),
      ...framed({ language: to, text }),
      userCharacters: text.length,
      coveredCharacters: coveredBothWays(limits),
      maxOutputTokens: outputTokensFor(text, limits),
      temperature: 0.2,
      // Never asked: the demo engine is no candidate here.
      demo: { task: 'rewrite', text, options: { to } },
    };
  },
};
