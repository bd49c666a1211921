-- How a picture was uploaded when that cannot be told from its pixels any more: the hash of its
-- colours as if nothing were transparent, and what was done to them.
alter table picture add column stored text;
alter table picture add column converted text;
