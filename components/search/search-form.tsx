import { Icon } from '@/components/ui/icon';

type SearchFormProps = { locale: string; label: string; submit: string };

/** The search field without suggestions: for pages that are sent along with every other and must stay light. */
export function SearchForm({ locale, label, submit }: SearchFormProps) {
  return (
    <search>
      <form action={`/${locale}/search`} className="search-field paper">
        <Icon name="search" className="size-5 text-muted" />
        <label htmlFor="lost-q" className="sr-only">
          {label}
        </label>
        <input id="lost-q" name="q" type="text" inputMode="search" autoComplete="off" placeholder={label} />
        <button type="submit" className="control control-sun">
          {submit}
        </button>
      </form>
    </search>
  );
}
