/** The model's opinion on whether the structure is there at all, worded so that it is not taken for more. */
export function PresenceScore({ existence }: { readonly existence: number }) {
  return (
    <p
      className="presence"
      title="How sure the model is that the structure is in the scan at all. It says nothing about how exact the outline is."
    >
      Presence score {existence.toFixed(2)}
    </p>
  );
}
