import type { ReactNode } from 'react';
import { Icon, type IconName } from './icon.tsx';

interface IconButtonProps {
  readonly id?: string;
  readonly icon: IconName;
  /** Said by screen readers and shown as a tooltip. */
  readonly label: string;
  readonly pressed?: boolean;
  readonly disabled?: boolean;
  readonly children?: ReactNode;
  onPress(): void;
}

export function IconButton({ id, icon, label, pressed, disabled, children, onPress }: IconButtonProps) {
  return (
    <button
      type="button"
      id={id}
      className="icon-button"
      aria-label={label}
      aria-pressed={pressed}
      title={label}
      disabled={disabled}
      onClick={onPress}
    >
      <Icon name={icon} />
      {children}
    </button>
  );
}
