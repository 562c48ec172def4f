-- Take the observations of an upload into what holds now, where nothing held of their keys before:
-- then it is what the history would say, and need not be read from there.
insert into current_observation by name
select * exclude (is_withdrawn) from observation
where upload_id = $upload_id
order by indicator_code, observed_on;
