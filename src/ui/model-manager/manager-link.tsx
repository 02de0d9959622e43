import type { ReactNode } from 'react';
import { openManager } from '#commands/manage-models.ts';
import { useApp } from '#ui/use-app.ts';

/** The way to the models, from wherever one is missing. */
export function ManagerLink({ children }: { readonly children: ReactNode }) {
  const app = useApp();
  return (
    <button type="button" className="link" onClick={() => void openManager(app)}>
      {children}
    </button>
  );
}
