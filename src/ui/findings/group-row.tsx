import type { ReactNode } from 'react';
import { say } from '#messages/say.ts';
import { structureName } from '#messages/structure-name.ts';
import type { GroupLine } from '#results/list-rows.ts';
import { toHex } from '#ui/kit/colors.ts';
import { Icon } from '#ui/kit/icon.tsx';
import { Eye } from './eye.tsx';
import { FindingRow, type RowState } from './finding-row.tsx';
import { VerdictSign } from './verdict-sign.tsx';

interface GroupRowProps extends RowState {
  readonly rowId: string;
  readonly group: GroupLine;
  /** The rows of its objects. */
  readonly children: ReactNode;
}

/** Objects that belong together, such as both kidneys, in one line with their volumes added up; open, a row for each. */
export function GroupRow({
  rowId,
  group: { name: ownName, members, volumeMl, level },
  children,
  ...row
}: GroupRowProps) {
  const name = structureName(ownName);
  return (
    <FindingRow
      {...row}
      rowId={rowId}
      name={name}
      isHidden={members.every(({ visible }) => !visible)}
      sign={
        <span className="group-sign">
          <Icon name="chevron" />
          <span
            className="swatch"
            style={{ background: striped(members.map(({ color }) => toHex(color))) }}
          />
        </span>
      }
      verdict={<VerdictSign level={level} />}
      volume={say.numbers.millilitres(volumeMl)}
      actions={<Eye name={name} objects={members} />}
    >
      <ul className="group-members" aria-label={say.findings.members(name)}>
        {children}
      </ul>
    </FindingRow>
  );
}

/** The colours side by side, an even part of the width for each. */
function striped(colors: readonly string[]): string {
  const stops = colors.map(
    (color, n) => `${color} ${(100 * n) / colors.length}% ${(100 * (n + 1)) / colors.length}%`,
  );
  return `linear-gradient(90deg, ${stops.join(', ')})`;
}
