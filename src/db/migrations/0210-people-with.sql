-- Finding people by index. A policy lets no condition of ours near an index before it has looked at the row itself, so that each search read
-- everybody the partnership knows. The function finds by index first, as amity.find_cases does, and asks of each hit what the policy asks.

-- Begins with a space, so that a short word is found where a word begins.
create function amity.words_of_person(given_name text, family_name text, known_as text, address text) returns text language sql immutable parallel safe
  return lower(' ' || given_name || ' ' || family_name || ' ' || coalesce(known_as, '') || ' ' || coalesce(address, ''));
create index people_words on people using gin (amity.words_of_person(given_name, family_name, known_as, address) gin_trgm_ops);
create index people_phone_digits on people using gin (amity.last_digits(phone) gin_trgm_ops);
create index people_born on people (partnership_id, born_on) where born_on is not null;
create index confidential_contacts_words on confidential_contacts using gin ((' ' || lower(address)) gin_trgm_ops) where ended_at is null;
create index confidential_contacts_digits on confidential_contacts using gin (amity.last_digits(phone) gin_trgm_ops) where ended_at is null;
create index confidential_contacts_postcode on confidential_contacts (partnership_id, postcode) where ended_at is null and postcode is not null;

-- People whoever asks may see, in the order of their names: in whom (or in whose kept address, for its keepers) every word stands, whose
-- telephone ends so, at this postcode, born that day; each as far as it is asked for. Made as text and planned each time: which index finds
-- the fewest hangs on what is asked. No text of anybody's is put into the statement.
create function amity.people_with(p_words text[], p_digits text, p_postcode text, p_born date, p_most int) returns table (person_id uuid)
language plpgsql stable security definer rows 20 set search_path = public, amity, pg_temp as $$
declare
  mine int[] := amity.principals();
  words text[] := (select coalesce(array_agg(lower(w)), '{}') from unnest(p_words) w);
  longest text := (select w from unnest(words) w order by length(w) desc limit 1);
  -- A word of one or two letters is in no index but where a word begins with it.
  pattern text := '%' || case when length(longest) < 3 then ' ' else '' end || replace(replace(replace(longest, '\', '\\'), '%', '\%'), '_', '\_') || '%';
  asked text := ' and ($7 is null or p.born_on = $7) and ($6 is null or p.postcode = $6 or k.postcode = $6) and ($5 is null or amity.last_digits(p.phone) like ''%'' || $5 or amity.last_digits(k.phone) like ''%'' || $5)
    and not exists (select from unnest($3) w where position(w in amity.words_of_person(p.given_name, p.family_name, p.known_as, p.address)) = 0 and position(w in coalesce('' '' || lower(k.address), '''')) = 0)';
  seen text := 'p.partnership_id = $1 and p.visible_to && $2 and not p.hidden_from && $2';
  kept text := 'k.partnership_id = $1 and k.person_id = p.id and k.report_id is null and k.ended_at is null and k.visible_to && $2 and not k.hidden_from && $2';
  by_own text; by_kept text;
begin
  if amity.actor() is distinct from 'officer' or mine is null then return; end if;
  if p_born is not null then by_own := 'p.born_on = $7'; by_kept := 'false';
  elsif p_postcode is not null then by_own := 'p.postcode = $6'; by_kept := 'k.postcode = $6';
  elsif p_digits is not null then by_own := 'amity.last_digits(p.phone) like ''%'' || $5'; by_kept := 'amity.last_digits(k.phone) like ''%'' || $5';
  elsif longest is not null then by_own := 'amity.words_of_person(p.given_name, p.family_name, p.known_as, p.address) like $4'; by_kept := ''' '' || lower(k.address) like $4';
  else return;
  end if;
  return query execute
    'select f.id from (select p.id, p.family_name, p.given_name from people p left join confidential_contacts k on ' || kept || ' where ' || seen || ' and ' || by_own || asked
    || ' union select p.id, p.family_name, p.given_name from confidential_contacts k join people p on ' || kept || ' where ' || seen || ' and ' || by_kept || asked
    || ') f order by f.family_name, f.given_name, f.id limit $8'
    using amity.partnership(), mine, words, pattern, p_digits, p_postcode, p_born, least(p_most, 100);
end $$;
alter function amity.people_with owner to amity_gate;
revoke all on function amity.people_with from public;
grant execute on function amity.people_with to amity_web;
