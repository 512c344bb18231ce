import { stem } from './words';

/** Words that often stand in the way, each with what it means in words a child knows. */
const LIST = `
abolish: to end a law or custom for good; absorb: to take in, as a sponge takes in water; abstract: about ideas, not things one can touch
accelerate: to get faster; accumulate: to pile up over time; acquire: to get; adjacent: right beside; adhere: to stick to something
adjourn: to stop a meeting until later; adverse: bad for somebody; advocate: to speak for something; affidavit: a written statement under oath
aggregate: put together into one sum; algorithm: a list of exact steps that solves a task; allege: to say without having proved it
allocate: to give out shares for a purpose; alternative: another choice; ambiguous: with more than one meaning; amend: to change a text for the better
amortise: to pay off or write off bit by bit; analogous: alike in the way it works; anomaly: something that does not fit the rule; annual: once a year
anonymous: without a name; anticipate: to expect; apparatus: a tool or set of tools; appendix: an added part at the end; arbitrary: chosen without a reason
arbitration: letting a third person decide a dispute; assess: to judge how good or large something is; asset: something owned that is worth money
assumption: something taken as true without proof; asynchronous: not at the same time; atmosphere: the air around a planet; authentic: real, not a copy
authenticate: to prove who somebody is; authorise: to allow; autonomous: acting by itself; axiom: a starting point that is not proved
bandwidth: how much can pass through in a given time; bankrupt: unable to pay what one owes; beneficiary: the one who gets the benefit
bias: a leaning to one side; bilateral: between two sides; binary: made of two states, such as 0 and 1; biodiversity: how many kinds of living things there are
breach: breaking a rule or promise; broker: somebody who arranges deals for others; cache: a store of things kept near for quick use
calibrate: to set a measuring tool right; capacity: how much something can hold or do; catalyst: something that speeds a change up; cease: to stop
census: a count of all people; chronic: lasting a long time; chronological: in order of time; circumference: the way around a circle
clause: one part of a contract or sentence; coefficient: a number that multiplies another; cognitive: about thinking; coherent: hanging together well
collateral: something promised in case a loan is not paid; collateralise: to back a loan with something of worth; combustion: burning
commence: to begin; commodity: a good that is bought and sold; compensate: to make up for something; compile: to put together from parts
complement: something that makes a thing whole; comply: to do what a rule says; component: one part of a whole; comprehensive: covering nearly everything
compress: to press into less space; concise: short and clear; concurrent: at the same time; condensation: a gas turning to drops
confidential: not to be told to others; configure: to set up; consecutive: one right after the other; consensus: what all agree on
consequence: what follows from something; conservation: keeping safe from loss; consistent: always the same way; consolidate: to join into one
constitute: to make up; constraint: a limit; consumption: using up; contaminate: to make dirty or unsafe; contradict: to say the opposite
controversial: much argued about; convention: what is usual among people; converge: to come together at one point; correlate: to rise and fall together
correlation: two things changing together, which need not mean that one causes the other; credible: to be believed; creditor: somebody who is owed money
criterion: what one judges by; cumulative: growing by adding up; currency: the money of a country; cryptography: keeping messages secret by mathematics
database: an ordered store of facts; debtor: somebody who owes money; decentralised: without one centre; deduct: to take away from a sum
deficit: how much is missing; deflation: prices falling; degrade: to get worse; delegate: to hand a task to somebody else; demographic: about groups of people
denominator: the lower number of a fraction; density: how much is packed into a space; deploy: to put to use; depreciation: losing worth over time
derive: to get from something else; deteriorate: to get worse; deviation: how far off something is; diagnose: to find out what is wrong
diameter: the way straight across a circle; dilute: to make thinner by adding water; diminish: to get less; discrepancy: a difference that should not be there
discrete: separate, in single steps; disposal: getting rid of; disseminate: to spread widely; dividend: a share of the profit; dormant: asleep, not active
ecosystem: living things of a place and how they depend on each other; efficacy: how well something works; efficient: getting much done with little
elicit: to draw out; eligible: allowed by the rules to have or do it; eliminate: to take away fully; emission: what is given off, such as smoke
empirical: found out by watching and measuring; encrypt: to turn into a secret code; endorse: to say that one supports it; enforce: to make people keep a rule
enhance: to make better; enzyme: a substance that helps changes in living things; epidemic: an illness spreading through many people
equation: two things said to be equal; equilibrium: balance; equity: what one owns after debts, or fairness; erosion: wearing away bit by bit
escalate: to grow more serious; estimate: a careful guess; ethical: about right and wrong; evaporate: to turn from wet to gas; evaluate: to judge
evident: plain to see; evolve: to change slowly over time; exacerbate: to make worse; exempt: freed from a rule; explicit: said openly
exponential: growing faster and faster, each time by the same factor; extract: to take out; facilitate: to make easier; feasible: that can be done
fiduciary: bound to act for the good of somebody else; finite: with an end; fiscal: about a state’s money; fluctuate: to go up and down
formulate: to put into words; fraction: a part of a whole; framework: the bones on which something is built; frequency: how often something happens
fundamental: what all else rests on; galaxy: a huge group of stars; genome: all the building plans in a living thing; gradient: how steep something is
gravity: the pull between things that have weight; gross: before anything is taken off; habitat: where an animal or plant lives
hierarchy: an order from top to bottom; homogeneous: the same all through; hypothesis: a guess that can be tested; hypothetical: only thought of
identical: exactly the same; implement: to put into practice; implication: what follows without being said; implicit: meant without being said
incentive: a reason that makes people want to act; incorporate: to take in as a part; increment: one small step up; indemnify: to promise to pay for a loss
indigenous: living there from the beginning; inevitable: that cannot be avoided; infer: to work out from signs; inflation: prices rising and money buying less
infrastructure: roads, pipes, wires and the like that others build on; inherent: belonging to it by nature; inhibit: to hold back; initiate: to begin
innovation: a new way of doing things; insolvent: unable to pay debts; integrate: to join into a whole; interface: where two things meet and talk
interim: for the time between; interpolate: to fill in between known points; intervene: to step in; invoice: a bill; iterate: to do again, a bit better each time
jurisdiction: where a court or law has power; kinetic: about movement; latency: the wait between asking and getting; latent: there but not seen
legislation: laws; liability: what one must pay or answer for; liquidity: how quickly something can become cash; litigation: going to court
longitudinal: following the same things over time; magnitude: size; mandatory: that must be done; manipulate: to handle, or to steer unfairly
mediate: to help two sides agree; membrane: a thin skin; metabolism: how a body turns food into energy; metaphor: saying one thing to mean another
methodology: the way something is studied; metric: a measure; migrate: to move to another place; mitigate: to make less bad; molecule: the smallest bit of a substance
momentum: the push of something that moves; monopoly: only one seller; mortgage: a loan with a house as its promise; mutual: from both sides
negligible: so small that it does not matter; negotiate: to talk until both agree; neutral: on no side; nominal: in name only, or before inflation
norm: what is usual; notwithstanding: in spite of; nutrient: what living things need from food; obligation: what one must do; obsolete: out of use
obtain: to get; optimal: the best there can be; optimise: to make as good as it can be; orbit: the path around a star or planet
organism: a living thing; oscillate: to swing to and fro; paradigm: the usual way of seeing things; paradox: something that seems to contradict itself
parameter: a value that can be set; partial: not whole; particle: a very small piece; patent: the right to be the only one to use an invention
perceive: to notice; peripheral: at the edge; perpetual: without end; persistent: not giving up; pharmaceutical: about medicines
phenomenon: something that can be watched happening; photosynthesis: how plants make food out of light, water and air; plaintiff: the one who goes to court
plausible: that may well be true; portfolio: all that somebody owns or has made; potential: what could be; precedent: an earlier case that later ones follow
precipitation: rain, snow and hail; precise: exact; predominant: strongest or most common; preliminary: first, before the real thing; premise: what an argument starts from
premium: what one pays for an insurance, or extra quality; prerequisite: what must be there first; prevalent: found often; principal: the main one, or the sum lent
probability: how likely something is; procedure: the steps of doing something; procure: to buy for an organisation; prohibit: to forbid
projection: a guess about the future from what is known; proportional: growing in step; protocol: agreed rules for talking or acting
provision: a rule in a contract, or something set aside; proximity: nearness; quantitative: in numbers; qualitative: in kind, not in numbers
quorum: how many must be there to decide; radiation: energy sent out in rays; random: by chance; ratio: how large one thing is beside another
rational: led by reason; recession: a time when an economy shrinks; reconcile: to make agree; redundant: more than needed; refer: to point to
refract: to bend light; regulate: to steer by rules; reimburse: to pay back; relevant: that matters here; reliable: to be trusted
remuneration: pay; render: to make or give; replicate: to make the same again; repository: a place where things are kept; residual: left over
resilient: quick to recover; restrict: to limit; retain: to keep; retrieve: to get back; revenue: money that comes in; revoke: to take back
robust: strong, hard to break; scalable: able to grow; scarcity: not enough of something; scenario: one way things could go; sediment: what sinks to the bottom
sequence: things in order; significant: large enough to matter; simulate: to act out with a model; simultaneous: at the same time
solvent: able to pay, or a liquid that dissolves things; spectrum: the whole range; speculate: to guess, or to bet on prices; stakeholder: somebody it matters to
statistical: about numbers of many cases; statute: a written law; stimulus: what sets something going; stipulate: to demand as a condition
strategic: part of a long plan; subordinate: of lower rank; subsequent: coming after; subsidiary: a company owned by another; subsidy: money given to help
substantial: large; substitute: something in place of another; subtract: to take away; sufficient: enough; supplement: something added
suppress: to hold down; surplus: what is left over; sustain: to keep going; sustainable: able to go on without using everything up
symmetry: the same on both sides; symptom: a sign of an illness; synchronise: to bring to the same time or state; synthesis: putting parts together
systematic: by a plan; tangible: that can be touched; tariff: a tax on goods from abroad, or a list of prices; tentative: not yet sure
terminate: to end; theorem: something proved; threshold: the point where something begins; tolerance: how much off is still all right
toxic: poisonous; trajectory: the path something takes; transaction: one deal or payment; transition: the change from one state to another
transmit: to send on; transparent: that can be seen through; trigger: to set off; turbulent: wild, without order; ubiquitous: found everywhere
unanimous: all of one mind; undermine: to weaken from below; uniform: the same everywhere; unilateral: by one side alone; utilise: to use
vacuum: a space with nothing in it; valid: that counts; validate: to check that it is right; variable: something that can change; variance: how far values are spread
vector: something with a size and a direction; velocity: speed in a direction; verify: to check that it is true; versatile: good for many things
viable: that can work; violate: to break a rule; viscous: thick and slow to flow; volatile: quickly changing; voluntary: by one’s own choice
vulnerable: easily hurt; warranty: a promise to repair or replace; waive: to give up a right; withhold: to keep back; yield: what comes out of it`;

let meanings: Map<string, string> | undefined;

/** Other endings of the words in the list: "accumulated", "algorithms". */
function load(): Map<string, string> {
  const made = new Map<string, string>();
  for (const entry of LIST.split(/[;\n]/)) {
    const [, word, meaning] = /^\s*([a-z]+): (.+)$/.exec(entry) ?? [];
    if (!word || !meaning) continue;
    made.set(word, meaning.trim());
    if (!made.has(stem(word))) made.set(stem(word), meaning.trim());
  }
  return made;
}

/** What a hard English word means, in plain words; undefined where our list does not have it. */
export function meaningOf(word: string): string | undefined {
  meanings ??= load();
  const low = word.toLowerCase();
  const found = meanings.get(low) ?? meanings.get(low.replace(/iz(e|ed|es|ing)$/, 'is$1'));
  // A stem of few letters belongs to too many words.
  const stemmed = stem(low.replace(/iz(e|ed|es|ing)$/, 'is$1'));
  return found ?? (stemmed.length >= 6 ? (meanings.get(stemmed) ?? meanings.get(`${stemmed}e`)) : undefined);
}
