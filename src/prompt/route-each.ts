import { AppError, type ErrorDetails } from '#errors.ts';
import type { Prompt } from '#model/prompt.ts';
import { type Leg, type RoutablePack, type Route, type RouteChoice, route } from './route.ts';

export interface RouteOfSeveral extends Route {
  /** What is wrong with those of the texts that ask for nothing; what such a scan does not show is in `beyond`. */
  readonly refused: readonly AppError[];
}

/**
 * Which packs are asked what `texts` ask for. Each text is read by itself, so that a comma, a semicolon or a "not" in one of them
 * concerns that one alone; what two of them ask for is asked once.
 *
 * @throws AppError as `route`, of the first, where none of them asks for anything.
 */
export function routeEach(texts: readonly string[], choice: RouteChoice): RouteOfSeveral {
  const routes: Route[] = [];
  const refused: AppError[] = [];
  for (const text of texts.filter((each) => each.trim() !== '')) {
    try {
      routes.push(route(text, choice));
    } catch (error) {
      if (!(error instanceof AppError)) throw error;
      refused.push(error);
    }
  }
  const isBeyond = ({ code }: AppError) => code === 'prompt-beyond-part';
  const beyond = [
    ...routes.flatMap((each) => each.beyond ?? []),
    ...refused.filter(isBeyond).map(({ details }) => details as ErrorDetails['prompt-beyond-part']),
  ];
  const [{ parts = [] } = {}] = beyond;
  const names = [...new Set(beyond.flatMap((each) => each.names))];
  if (routes.length === 0) {
    const [first = new AppError('prompt-empty', {})] = refused;
    throw isBeyond(first) && refused.every(isBeyond)
      ? new AppError('prompt-beyond-part', { names, parts })
      : first;
  }
  const legs = together(
    routes.flatMap((each) => each.legs),
    choice,
  );
  const asked = new Set(legs.flatMap(namesAsked));
  return {
    legs,
    leftOut: [...new Set(routes.flatMap(({ leftOut }) => leftOut))].filter((name) => !asked.has(name)),
    sideless: routes.flatMap(({ sideless }) => sideless),
    ...(beyond.length > 0 && { beyond: { names, parts } }),
    refused: refused.filter((error) => !isBeyond(error)),
  };
}

function namesAsked({ pack, prompts }: Leg): readonly string[] {
  const ids = new Set(prompts.map(({ structure }) => structure));
  return pack.structures.flatMap(({ id, name }) => (ids.has(id) ? [name] : []));
}

/** One leg per pack, that of the loaded one first. */
function together(legs: readonly Leg[], { loaded }: RouteChoice): readonly Leg[] {
  const asked = new Map<RoutablePack, Map<string, Prompt>>();
  for (const { pack, prompts } of legs) {
    const own = asked.get(pack) ?? new Map<string, Prompt>();
    for (const prompt of prompts) {
      const key = prompt.structure ?? `"${prompt.text.toLowerCase()}"`;
      if (!own.has(key)) own.set(key, prompt);
    }
    asked.set(pack, own);
  }
  return [...asked]
    .map(([pack, own]) => ({ pack, prompts: [...own.values()] }))
    .sort((a, b) => Number(b.pack.address === loaded) - Number(a.pack.address === loaded));
}
