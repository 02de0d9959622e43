import { useRef } from 'react';
import { chooseMode, setEditing, stopEditing } from '#commands/edit/start-editing.ts';
import { decimalsFor } from '#messages/numbers.ts';
import { say } from '#messages/say.ts';
import { findingName } from '#messages/structure-name.ts';
import type { FoundObject } from '#results/finding.ts';
import type { EditMode, EditNews } from '#state/edit-slice.ts';
import { toHex } from '#ui/kit/colors.ts';
import { Icon, type IconName } from '#ui/kit/icon.tsx';
import { useApp, useAppState } from '#ui/use-app.ts';
import { Limits } from './limits.tsx';
import { useBarFocus } from './use-bar-focus.ts';
import { useLoneView } from './use-lone-view.ts';
import { WholeObject } from './whole-object.tsx';

const MODES: readonly { readonly mode: EditMode; readonly icon: IconName }[] = [
  { mode: 'brush', icon: 'brush' },
  { mode: 'erase', icon: 'eraser' },
  { mode: 'smart-fill', icon: 'fill' },
  { mode: 'pieces', icon: 'pieces' },
];

/** The tools for the object that is edited; nothing while none is. */
export function EditBar() {
  const edited = useAppState((state) => state.edited);
  const object = useAppState(({ findings }) => findings.find(({ id }) => id === edited));
  useLoneView(object?.kind === 'found');
  return object?.kind === 'found' ? <Tools object={object} /> : null;
}

function Tools({ object }: { readonly object: FoundObject }) {
  const app = useApp();
  const bar = useRef<HTMLElement>(null);
  useBarFocus(bar);
  return (
    <section ref={bar} className="edit-bar" aria-label={say.edit.bar(findingName(object))}>
      <div className="edit-line">
        <Name object={object} />
        <Modes />
        <Extent />
        <Radius />
        <Drops />
        <Limits />
      </div>
      <button
        type="button"
        className="button primary edit-done"
        title={say.edit.doneHint}
        onClick={() => stopEditing(app)}
      >
        {say.edit.done}
      </button>
      <div className="edit-line">
        <WholeObject />
        <Status />
      </div>
    </section>
  );
}

function Name({ object }: { readonly object: FoundObject }) {
  const { color, measurement } = object;
  return (
    <p className="edit-name">
      <span className="swatch" style={{ background: toHex(color) }} />
      <strong>{findingName(object)}</strong>
      <span className="volume">{say.numbers.millilitres(measurement.volumeMl)}</span>
    </p>
  );
}

function Modes() {
  const app = useApp();
  const mode = useAppState(({ editSettings }) => editSettings.mode);
  const isOn = useAppState(({ tool }) => tool === 'edit');
  return (
    <fieldset className="segmented">
      <legend className="unseen">{say.edit.tool}</legend>
      {MODES.map((each) => (
        <button
          key={each.mode}
          type="button"
          aria-pressed={isOn && mode === each.mode}
          title={say.edit.modeHints[each.mode]}
          onClick={() => chooseMode(app, each.mode)}
        >
          <Icon name={each.icon} />
          {say.edit.modes[each.mode]}
        </button>
      ))}
    </fieldset>
  );
}

function Extent() {
  const app = useApp();
  const is3D = useAppState(({ editSettings }) => editSettings.is3D);
  return (
    <fieldset className="segmented">
      <legend className="unseen">{say.edit.extent}</legend>
      <button
        type="button"
        aria-pressed={!is3D}
        title={say.edit.sliceHint}
        onClick={() => setEditing(app, { is3D: false })}
      >
        {say.edit.slice}
      </button>
      <button
        type="button"
        aria-pressed={is3D}
        title={say.edit.solidHint}
        onClick={() => setEditing(app, { is3D: true })}
      >
        {say.edit.solid}
      </button>
    </fieldset>
  );
}

function Radius() {
  const app = useApp();
  const mode = useAppState(({ editSettings }) => editSettings.mode);
  const radiusMm = useAppState(({ editSettings }) => editSettings.radiusMm);
  if (mode === 'pieces') return null;
  return (
    <label className="field" title={say.edit.radiusHint.replaceAll('`', '')}>
      {say.edit.radius}
      <input
        type="range"
        min={0.5}
        max={60}
        step={0.5}
        value={radiusMm}
        aria-valuetext={say.numbers.millimetres(radiusMm)}
        onChange={(event) => setEditing(app, { radiusMm: Number(event.target.value) })}
      />
      <output>{say.numbers.millimetres(radiusMm)}</output>
    </label>
  );
}

function Drops() {
  const app = useApp();
  const mode = useAppState(({ editSettings }) => editSettings.mode);
  const drop = useAppState(({ editSettings }) => editSettings.drop);
  if (mode !== 'pieces') return null;
  return (
    <label className="field">
      {say.edit.clickDrops}
      <select
        value={drop}
        onChange={(event) => setEditing(app, { drop: event.target.value === 'others' ? 'others' : 'it' })}
      >
        <option value="it">{say.edit.drops.it}</option>
        <option value="others">{say.edit.drops.others}</option>
      </select>
    </label>
  );
}

/** What is being computed, or why nothing came of it. */
function Status() {
  const busy = useAppState((state) => state.editBusy);
  const news = useAppState((state) => state.editNews);
  const info = useAppState(({ volume }) => (volume.at === 'ready' ? volume.info : undefined));
  const span = info ? info.range.high - info.range.low : 0;
  const written = (value: number) =>
    say.edit.voxelIntensity(say.numbers.fixed(value, decimalsFor(span)), info?.modality ?? 'other');
  return (
    <p className="edit-status" role="status">
      {busy ? say.edit.busy(busy) : news && newsSentence(news, written)}
    </p>
  );
}

function newsSentence(news: EditNews, written: (intensity: number) => string): string {
  switch (news.kind) {
    case 'nothing':
      return say.edit.news.nothing(news.tool);
    case 'out-of-range':
      return say.edit.news.outOfRange(news.intensity === undefined ? undefined : written(news.intensity));
    case 'within-voxel':
      return say.edit.news.withinVoxel(news.mm, news.voxelMm);
    case 'no-piece':
      return say.edit.news.noPiece;
    case 'steps-dropped':
      return say.edit.news.stepsDropped(news.count);
  }
}
