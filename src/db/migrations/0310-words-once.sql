-- The words of a new case were written twice: when it was put in, and again when the person harmed was, each time into the index that searches go
-- through, which holds every word beside everybody who may see it (10 of PostgreSQL's 45 ms for a new case, on a busy machine). Both now wait until the
-- work is kept: the first to come writes all there is to say, and the others find nothing to add. A search sees no work that is not kept yet.
drop trigger words_begin on cases;
create constraint trigger words_begin after insert on cases deferrable initially deferred for each row execute function amity.words_follow();
drop trigger words_begin on case_parties;
create constraint trigger words_begin after insert on case_parties deferrable initially deferred for each row execute function amity.words_follow();
