-- How many of the grouped rows show each light. Lights that say nothing are counted by themselves,
-- so that every ratio can name its denominator.
create or replace macro light_counts(light) as
struct_pack(
    achieved := count(*) filter (where light = 'achieved'),
    on_track := count(*) filter (where light = 'on_track'),
    at_risk := count(*) filter (where light = 'at_risk'),
    off_track := count(*) filter (where light = 'off_track'),
    suspended := count(*) filter (where light = 'suspended'),
    not_assessable := count(*) filter (where light = 'not_assessable')
);

-- What is worst about each counted measure, delivery or effect, and how bad among its like.
create or replace macro measure_worst(on_day, known_at) as table
select
    *,
    case when light_rank(light_delivery) <= light_rank(light_effect) then 'delivery' else 'effect' end as worst_aspect,
    case when worst_aspect = 'delivery' then light_delivery else light_effect end as worst_light,
    -- the light first, then how many of the two are bad, then days late and distance to the path
    light_rank(worst_light) * 1000
    + light_rank(light_delivery) * 10 + light_rank(light_effect) * 10
    - least(coalesce(days_late, 0), 3650) / 3650
    + greatest(-1, least(1, coalesce(worst_ratio, 1))) as badness
from measure_light(on_day, known_at)
where is_counted;
