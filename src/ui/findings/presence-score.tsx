import { say } from '#messages/say.ts';
/** The model's opinion on whether the structure is there at all, worded so that it is not taken for more. */
export function PresenceScore({ existence }: { readonly existence: number }) {
  return (
    <p className="presence" title={say.findings.presenceHint}>
      {say.findings.presence(existence)}
    </p>
  );
}
