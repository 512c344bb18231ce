/** Forms that no ending tells, to the word they are forms of: those that people ask documents with. */
const FORMS =
  'bought:buy brought:bring built:build came:come chose:choose chosen:choose cut:cut drove:drive driven:drive ' +
  'fell:fall fallen:fall felt:feel found:find gave:give given:give gone:go went:go grew:grow grown:grow held:hold ' +
  'kept:keep knew:know known:know led:lead lent:lend lost:lose meant:mean met:meet paid:pay ran:run said:say sold:sell ' +
  'sent:send shown:show spent:spend spoke:speak spoken:speak stole:steal stolen:steal stood:stand taken:take took:take ' +
  'taught:teach thought:think threw:throw thrown:throw told:tell won:win wore:wear worn:wear wrote:write ' +
  'children:child feet:foot men:man mice:mouse people:person teeth:tooth women:woman';

const WORDS = new Map(FORMS.split(' ').map((pair) => pair.split(':') as [string, string]));

/** The word that an irregular form belongs to; any other word as it is. Lower case. */
export const regular = (word: string): string => WORDS.get(word) ?? word;
