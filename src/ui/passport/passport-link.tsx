import { showPassport } from '#commands/passport/show-passport.ts';
import { say } from '#messages/say.ts';
import { useApp } from '#ui/use-app.ts';

/** The way to what is known of this device. */
export function PassportLink() {
  const app = useApp();
  return (
    <button
      type="button"
      className="button passport-link"
      title={say.passport.openHint}
      onClick={() => void showPassport(app)}
    >
      {say.passport.open}
    </button>
  );
}
