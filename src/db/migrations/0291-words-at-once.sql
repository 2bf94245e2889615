-- Words go into the indexes of searches with their row. Kept aside for later, as is usual, every search reads all of what was written lately, by
-- whomever, from end to end: twice the time of a search after a hundred cases, and a way to see by the clock that somebody wrote.
alter index case_words_own set (fastupdate = off);
alter index people_own set (fastupdate = off);
select gin_clean_pending_list('case_words_own'), gin_clean_pending_list('people_own');
