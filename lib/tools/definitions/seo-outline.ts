import type { ToolDefinition } from '../definition';
import { longText, shortText } from './fields';
import { framed, materialRule, rules, words } from './frame';
import { outputTokens, roomInWords } from './output-tokens';

export const seoOutline: ToolDefinition = {
  id: 'seo-outline',
  version: 1,
  name: 'SEO outline',
  kind: 'text',
  group: 'write',
  description: 'From a topic to the plan of a page that answers what people search: title, sections, questions, links.',
  fields: () => [
    longText({
      id: 'topic',
      label: 'Topic of the page',
      placeholder: 'How to choose a road bike for long distances',
      maxLength: 2_000,
    }),
    shortText({
      id: 'keywords',
      label: 'Search words',
      placeholder: 'endurance road bike, comfortable road bike, gravel or road',
      required: false,
      maxLength: 500,
      hint: 'Separated by commas. Leave it empty to have some proposed.',
    }),
    shortText({
      id: 'audience',
      label: 'Readers',
      placeholder: 'Beginners who commute and want to try longer rides',
      required: false,
      maxLength: 300,
    }),
  ],
  options: [],
  examples: [
    {
      title: 'A buyer’s guide',
      input: {
        topic: 'How to choose a road bike for long distances',
        keywords: 'endurance road bike, comfortable road bike, gravel or road bike',
        audience: 'Commuters who want to try rides of 100 km and more',
      },
    },
    {
      title: 'A local service',
      input: {
        topic: 'Heat pump installation in old houses',
        keywords: 'heat pump old house, heat pump radiators, heat pump cost',
        audience: 'Owners of houses built before 1980',
      },
    },
    {
      title: 'A recipe hub',
      input: { topic: 'Sourdough for people with little time', audience: 'Working parents' },
    },
  ],
  render: (call, limits) => {
    const [topic, keywords, audience] = [words(call, 'topic'), words(call, 'keywords'), words(call, 'audience')];
    return {
      kind: 'text',
      instructions: rules(
        'You are an editor who plans pages that rank because they help. You plan a page on what <topic> says.',
        'Answer in Markdown with exactly these parts, headings translated into the language of <topic>: “Title” (under 60 characters), “Description” (under 155 characters), “Search intent” (two sentences: what the reader wants to have done in the end), “Outline” (H2 and H3 headings as a nested list, each H2 with one line on what it must answer), “Questions to answer” (five to eight, as people type them), “Words to use” (a table: term, where it belongs), “Links” (three to five pages to link to or to write next, described in words).',
        keywords
          ? 'The words in <keywords> appear where a reader expects them: the most important in title and first paragraph, none by force.'
          : 'No search words were given: propose the five most likely, the main one first, and mark them as proposals to be checked against real data.',
        audience
          ? 'The readers are those in <audience>: their knowledge, their worries, their words.'
          : 'The readers are people who search this for the first time.',
        'Say what the page must offer that others lack: a comparison, a calculation, an example, first-hand experience. Promise no rankings.',
        'Never invent search volumes, studies, prices or web addresses; put [number to be checked] where one would help.',
        `Write in the language of <topic>, at most about ${roomInWords(limits)} words in all. Give the plan alone.`,
        materialRule('topic', 'keywords', 'audience'),
      ),
      ...framed({ topic, keywords, audience }),
      maxOutputTokens: outputTokens('long', limits),
      temperature: 0.5,
      demo: { task: 'outline', text: topic, options: { keywords, audience } },
    };
  },
};
