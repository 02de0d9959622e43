import { say } from '#messages/say.ts';
import { Rich } from '#ui/kit/rich.tsx';

interface LicenceTermsProps {
  readonly name: string;
  readonly terms: string;
  readonly url?: string | undefined;
}

/** What has to be accepted before weights are converted. */
export function LicenceTerms({ name, terms, url }: LicenceTermsProps) {
  return (
    <div className="licence">
      <h4>{say.models.licence(name)}</h4>
      <p>{terms}</p>
      {/* No link: the page opens no other site by itself. */}
      {url && (
        <p>
          <Rich text={say.convert.source(url)} />
        </p>
      )}
    </div>
  );
}
