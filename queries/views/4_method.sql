-- The thresholds of the method in the version that was in force at a moment (known_at, UTC; null: now).
-- The first version has no beginning: uploads of earlier years are judged by it.
-- Rows: one
create or replace macro method_in_force(known_at) as table
select
    arg_max(value, version) filter (where name = 'on_track_ratio') as on_track_ratio,
    arg_max(value, version) filter (where name = 'at_risk_ratio') as at_risk_ratio,
    arg_max(value, version) filter (where name = 'at_risk_days') as at_risk_days,
    arg_max(value, version) filter (where name = 'grace_days')::integer as grace_days,
    arg_max(value, version) filter (where name = 'stale_periods') as stale_periods,
    arg_max(value, version) filter (where name = 'trend_points')::integer as trend_points,
    arg_max(value, version) filter (where name = 'trend_least_points')::integer as trend_least_points,
    arg_max(value, version) filter (where name = 'small_miss') as small_miss,
    arg_max(value, version) filter (where name = 'large_miss') as large_miss
from method
where version = 1 or known_at is null or recorded_at <= known_at;

-- The length of a period in months; an indicator without a rhythm is read as yearly.
create or replace macro period_months(frequency) as
case frequency
    when 'monthly' then 1
    when 'quarterly' then 3
    when 'half_yearly' then 6
    else 12
end;

-- A computed number, or null where it went beyond what a machine can hold: never infinity in a report.
create or replace macro finite(number) as
case when isfinite(number) then number end;

-- A sum, added in the order of a key: in any other order the last digit would differ from one asking
-- to the next, and no report could be proved by its hash. Null where the amounts together are more
-- than a machine can hold.
create or replace macro finite_sum(number, order_key) as
case when isfinite(sum(abs(number))) then sum(number order by order_key) end;

-- How much of the way from start to goal is covered; null where there is no way, or it cannot be held.
create or replace macro share_covered(start, goal, value) as
case
    when isfinite(goal - start) and isfinite(value - start)
        then finite((value - start) / nullif(goal - start, 0))
end;

-- Is a value at its bound, or beyond it in the desired direction (1 up, -1 down)?
-- Values are decimal in the workbook and binary here: a difference from rounding alone is none.
create or replace macro reaches(value, bound, direction_sign) as
direction_sign * (value - bound) >= -1e-12 * abs(bound);

-- The value of a straight line between two dated points, on a day between them; exact at its end.
create or replace macro value_on_line(from_on, from_value, to_on, to_value, on_day) as
case
    when on_day = to_on then to_value
    else
        from_value
        + (to_value - from_value) * (date_diff('day', from_on, on_day) / date_diff('day', from_on, to_on))
end;

-- Lights from worst to best, so that "the worst decides" is a minimum.
create or replace macro light_rank(light) as
case light
    when 'off_track' then 1
    when 'at_risk' then 2
    when 'on_track' then 3
    when 'achieved' then 4
    when 'suspended' then 5
    else 6
end;

-- Does a light say how things stand? "Not assessable" and "suspended" do not, and count nowhere as 0.
create or replace macro is_assessed(light) as
light in ('off_track', 'at_risk', 'on_track', 'achieved');
