-- Who did what when?
-- Rows: one per event, the newest first
-- Parameters: person (null: all), account (null: all), action (null: all), since (null: all), until (a day; null: all), search (null: all)
select
    audit_id,
    occurred_at,
    person,
    account,
    action,
    subject,
    details
from audit
where
    ($person::varchar is null or person = $person::varchar)
    and ($account::varchar is null or account = $account::varchar)
    and ($action::varchar is null or action = $action::varchar)
    and ($since::date is null or occurred_at >= $since::date)
    and ($until::date is null or occurred_at < $until::date + interval 1 day)
    and (
        $search::varchar is null
        or contains(lower(concat_ws(' ', person, subject, details)), lower($search::varchar))
    )
order by audit_id desc
