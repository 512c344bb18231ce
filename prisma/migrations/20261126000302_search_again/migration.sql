-- Letters and pairs have two places each in a signature now, since a short word has nothing else to be told by: all are made anew.
DELETE FROM run_search;
UPDATE run_search_mark SET signed_below = '00000000-0000-0000-0000-000000000000';
