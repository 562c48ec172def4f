-- Personal data are kept no longer than stated: what was audited before a moment goes.
delete from audit
where occurred_at < $before
