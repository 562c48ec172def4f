-- Where does a person stand in the database, by name or account?
-- Rows: one per place, also those where they do not
-- Parameters: person (the name), account
with place as (
    select
        'upload' as place,
        recorded_at as said_at
    from upload
    where person = $person
    union all
    select
        'withdrawal' as place,
        recorded_at as said_at
    from withdrawal
    where person = $person
    union all
    select
        'mapping' as place,
        recorded_at as said_at
    from mapping
    where person = $person
    union all
    select
        'light_override' as place,
        recorded_at as said_at
    from light_override
    where person = $person or author = $person
    union all
    select
        'decision' as place,
        recorded_at as said_at
    from decision
    where person = $person or owner = $person
    union all
    select
        'saved_view' as place,
        recorded_at as said_at
    from saved_view
    where person = $account
    union all
    select
        'frozen_report' as place,
        recorded_at as said_at
    from frozen_report
    where person = $person
    union all
    select
        'report_text' as place,
        recorded_at as said_at
    from report_text
    where person = $person
    union all
    select
        'audit' as place,
        occurred_at as said_at
    from audit
    where account = $account or person = $person
),

places as (
    select unnest(
        [
            'upload', 'withdrawal', 'mapping', 'light_override', 'decision', 'saved_view', 'frozen_report',
            'report_text', 'audit'
        ]
    ) as place
)

select
    places.place,
    count(place.place) as entries,
    min(place.said_at) as first_at,
    max(place.said_at) as last_at
from places
left join place on places.place = place.place
group by places.place
order by places.place = 'audit', places.place
