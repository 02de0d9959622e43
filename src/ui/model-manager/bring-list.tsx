import type { ReactNode } from 'react';
import { exampleNames } from '#commands/example-names.ts';
import { say } from '#messages/say.ts';
import { structureName } from '#messages/structure-name.ts';
import { wording } from '#messages/wording.ts';
import type { State } from '#state/store.ts';
import { useAppState } from '#ui/use-app.ts';

type Weights = Extract<State['weights'], { at: 'read' }>;
type Bringable = Weights['models'][number];

/** Published weights that people may bring: what each knows, where it is offered and what it costs. Nothing is fetched. */
export function BringList({ children }: { readonly children: ReactNode }) {
  const weights = useAppState((state) => state.weights);
  const models = weights.at === 'read' ? weights.models : [];
  const large = models.filter(({ gpuOnly }) => gpuOnly);
  return (
    <section className="bring" aria-labelledby="bring-title">
      <h3 id="bring-title">{say.bring.title}</h3>
      <p>{say.bring.what}</p>
      {weights.at === 'unavailable' && <p className="job-failed">{wording(weights.error)}</p>}
      {weights.at === 'read' && (
        <ul className="packs">
          {models
            .filter(({ gpuOnly }) => !gpuOnly)
            .map((model) => (
              <BringRow key={model.id} model={model} license={weights.license} />
            ))}
          {large.length > 0 && (
            <li>
              <details>
                <summary>{say.bring.more(large.length)}</summary>
                <ul className="packs">
                  {large.map((model) => (
                    <BringRow key={model.id} model={model} license={weights.license} />
                  ))}
                </ul>
              </details>
            </li>
          )}
        </ul>
      )}
      {children}
    </section>
  );
}

function BringRow({ model, license }: { readonly model: Bringable; readonly license: Weights['license'] }) {
  const isHere = useAppState(({ storedPacks }) =>
    storedPacks.at === 'listed'
      ? storedPacks.packs.some((pack) => pack.kind === 'installed' && pack.facts.name === model.name)
      : false,
  );
  const { name, structures, modality, file, address, bytes, sha256, cost } = model;
  return (
    <li className="bringable">
      <details>
        <summary>
          <strong>{name}</strong> <span>{say.bring.count(structures.length, modality)}</span>
          {isHere && <span className="answers"> {say.bring.here}</span>}
        </summary>
        <dl className="bring-facts">
          <dt>{say.bring.knows}</dt>
          <dd>{say.bring.structures(structures.length, exampleNames(structures, 12).map(structureName))}</dd>
          <dt>{say.bring.file}</dt>
          <dd>
            <code>{file}</code>
          </dd>
          <dt>{say.bring.from}</dt>
          {/* No link: the page opens no other site by itself. */}
          <dd>
            <code>{address}</code>
          </dd>
          {bytes !== undefined && (
            <>
              <dt>{say.bring.size}</dt>
              <dd>{say.bring.bytes(bytes)}</dd>
            </>
          )}
          {sha256 !== undefined && (
            <>
              <dt>{say.bring.sha256}</dt>
              <dd>{sha256}</dd>
            </>
          )}
          <dt>{say.bring.licence}</dt>
          <dd>{`${license.name}. ${license.terms}`}</dd>
          <dt>{say.bring.cost}</dt>
          <dd>{cost}</dd>
          <dt>{say.bring.onThisDevice}</dt>
          <dd>
            <Verdict gpuOnly={model.gpuOnly} />
          </dd>
        </dl>
      </details>
    </li>
  );
}

function Verdict({ gpuOnly }: Pick<Bringable, 'gpuOnly'>) {
  const hasGpu = useAppState(({ device }) => device?.backend === 'webgpu');
  if (hasGpu) return gpuOnly ? say.bring.hasGpu : say.bring.onGpu;
  return gpuOnly ? say.bring.needsGpu : say.bring.onCpu;
}
