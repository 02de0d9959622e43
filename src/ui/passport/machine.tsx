import type { MachineFacts } from '#browser/machine.ts';
import { memoryOf } from '#commands/passport/machine-memory.ts';
import { say } from '#messages/say.ts';
import { useAppState } from '#ui/use-app.ts';

type Adapter = Exclude<MachineFacts['adapter'], string>;

/** What the browser tells of the machine, each fact by where it comes from. */
export function Machine({ machine }: { readonly machine: MachineFacts }) {
  const threads = useAppState(({ device }) => device?.threads);
  const { adapter, cores, isIsolated, storage } = machine;
  const { passport } = say;
  return (
    <>
      <dt>{passport.adapter}</dt>
      <dd>{adapterSentence(adapter)}</dd>
      {typeof adapter === 'object' && <AdapterLimits adapter={adapter} />}
      <dt>{passport.cores}</dt>
      <dd>
        {passport.coreFacts(cores, isIsolated ? (threads ?? 1) : 1)} {!isIsolated && passport.notIsolated}
      </dd>
      <dt>{passport.memory}</dt>
      <dd>{passport.memoryFacts(memoryOf(machine))}</dd>
      <dt>{passport.storage}</dt>
      <dd>{storage ? passport.storageFacts(storage.usedBytes, storage.quotaBytes) : passport.unknown}</dd>
    </>
  );
}

function AdapterLimits({ adapter }: { readonly adapter: Adapter }) {
  const { maxBufferBytes, maxBindingBytes, maxInvocations, maxSharedBytes, shaderF16 } = adapter;
  return (
    <>
      <dt>{say.passport.limits}</dt>
      <dd>{say.passport.limitFacts(maxBufferBytes, maxBindingBytes, maxInvocations, maxSharedBytes)}</dd>
      <dt>{say.passport.float16}</dt>
      <dd>{shaderF16 ? say.passport.hasFloat16 : say.passport.noFloat16}</dd>
    </>
  );
}

function adapterSentence(adapter: MachineFacts['adapter']): string {
  if (adapter === 'no-api') return say.passport.noApi;
  if (adapter === 'none') return say.passport.noAdapter;
  const { vendor, architecture, description, isFallback } = adapter;
  const name = [vendor, architecture, description].filter(Boolean).join(' ');
  return say.passport.adapterFacts(name || say.passport.unknown, isFallback);
}
