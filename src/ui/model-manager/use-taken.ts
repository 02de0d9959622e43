import { type RefObject, useEffect, useRef } from 'react';

/** For the heading of a form: it comes into view and has the focus when the form has taken a file, of this name. */
export function useTaken(name: string | undefined): RefObject<HTMLHeadingElement | null> {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    if (name === undefined) return;
    heading.current?.focus({ preventScroll: true });
    heading.current?.scrollIntoView({ block: 'start' });
  }, [name]);
  return heading;
}
