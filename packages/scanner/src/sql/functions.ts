import type { Risk } from "@steadyhand/core/risk";

const pure = new Set(
  `count sum avg min max stddev stddev_pop stddev_samp variance var_pop var_samp corr bool_and bool_or every bit_and bit_or string_agg array_agg json_agg jsonb_agg json_object_agg jsonb_object_agg
   percentile_cont percentile_disc mode rank dense_rank row_number ntile lag lead first_value last_value nth_value cume_dist percent_rank grouping any_value xmlagg group_concat total
   abs ceil ceiling floor round trunc sign sqrt cbrt exp ln log log10 power pow mod div gcd lcm pi degrees radians sin cos tan cot asin acos atan atan2 random gen_random_uuid width_bucket greatest least factorial
   length char_length character_length octet_length bit_length lower upper initcap trim btrim ltrim rtrim lpad rpad left right substr substring position strpos overlay replace translate reverse repeat
   concat concat_ws format split_part regexp_replace regexp_match regexp_matches regexp_split_to_array regexp_split_to_table regexp_count regexp_substr regexp_instr regexp_like starts_with to_hex to_char to_number to_date to_timestamp ascii chr md5 sha224 sha256 sha384 sha512
   encode decode convert_from convert_to quote_ident quote_literal quote_nullable string_to_array array_to_string string_to_table unistr normalize is_normalized instr printf hex ifnull nvl typeof unicode glob like
   now current_date current_time current_timestamp localtime localtimestamp clock_timestamp statement_timestamp transaction_timestamp timeofday age date_part date_trunc date_bin extract make_date make_time make_timestamp make_timestamptz make_interval justify_days justify_hours justify_interval isfinite date_add date_sub datediff timestampdiff curdate curtime unix_timestamp from_unixtime date_format str_to_date date time datetime julianday strftime year month day hour minute second dayofweek dayname monthname utc_timestamp utc_date sysdate
   coalesce nullif generate_series generate_subscripts unnest array_length array_upper array_lower array_ndims array_dims array_position array_positions array_append array_prepend array_cat array_remove array_replace cardinality array_fill trim_array
   json_build_object jsonb_build_object json_build_array jsonb_build_array to_json to_jsonb row_to_json array_to_json json_extract_path jsonb_extract_path json_extract_path_text jsonb_extract_path_text json_each jsonb_each json_each_text jsonb_each_text json_array_elements jsonb_array_elements json_array_elements_text jsonb_array_elements_text json_array_length jsonb_array_length json_object_keys jsonb_object_keys json_typeof jsonb_typeof jsonb_pretty jsonb_set jsonb_insert jsonb_strip_nulls json_strip_nulls jsonb_path_query jsonb_path_exists jsonb_path_query_array jsonb_path_query_first json_extract json_unquote json_valid json_populate_record jsonb_to_record json_to_record json_to_recordset jsonb_to_recordset
   to_tsvector to_tsquery plainto_tsquery phraseto_tsquery websearch_to_tsquery ts_rank ts_rank_cd ts_headline similarity word_similarity levenshtein soundex metaphone unaccent
   host hostmask netmask network broadcast masklen family abbrev inet_client_addr inet_client_port inet_server_addr inet_server_port set_masklen
   version current_database current_schema current_schemas current_user session_user user current_role current_catalog current_setting pg_backend_pid pg_postmaster_start_time pg_conf_load_time pg_jit_available
   pg_is_in_recovery pg_is_in_backup pg_last_wal_receive_lsn pg_last_wal_replay_lsn pg_last_xact_replay_timestamp pg_current_wal_lsn pg_current_wal_insert_lsn pg_current_wal_flush_lsn pg_wal_lsn_diff pg_walfile_name pg_walfile_name_offset pg_get_wal_replay_pause_state pg_is_wal_replay_paused pg_last_committed_xact
   pg_last_xlog_receive_location pg_last_xlog_replay_location pg_current_xlog_location pg_xlog_location_diff
   pg_blocking_pids pg_safe_snapshot_blocking_pids pg_isolation_test_session_is_blocked pg_database_size pg_relation_size pg_total_relation_size pg_table_size pg_indexes_size pg_tablespace_size pg_column_size pg_size_pretty pg_size_bytes pg_relation_filepath pg_relation_filenode pg_filenode_relation pg_tablespace_location pg_tablespace_databases
   pg_get_viewdef pg_get_functiondef pg_get_function_arguments pg_get_function_identity_arguments pg_get_function_result pg_get_indexdef pg_get_constraintdef pg_get_triggerdef pg_get_ruledef pg_get_expr pg_get_userbyid pg_get_serial_sequence pg_get_keywords pg_get_partkeydef pg_get_statisticsobjdef pg_get_partition_constraintdef
   pg_table_is_visible pg_function_is_visible pg_type_is_visible pg_encoding_to_char pg_char_to_encoding pg_typeof format_type obj_description col_description shobj_description pg_describe_object pg_identify_object pg_index_column_has_property pg_index_has_property pg_options_to_table
   has_table_privilege has_column_privilege has_schema_privilege has_database_privilege has_function_privilege has_sequence_privilege has_tablespace_privilege has_any_column_privilege has_language_privilege has_server_privilege has_type_privilege has_foreign_data_wrapper_privilege pg_has_role row_security_active
   to_regclass to_regproc to_regprocedure to_regtype to_regrole to_regnamespace to_regoper mxid_age txid_current_if_assigned txid_current_snapshot txid_status txid_snapshot_xmin txid_snapshot_xmax txid_visible_in_snapshot pg_current_snapshot pg_xact_status pg_current_xact_id_if_assigned pg_snapshot_xmin pg_snapshot_xmax
   currval lastval pg_sequence_last_value pg_lock_status pg_prepared_xact pg_show_all_settings pg_stat_get_activity pg_control_checkpoint pg_control_init pg_control_recovery pg_control_system pg_trigger_depth pg_my_temp_schema pg_is_other_temp_schema pg_listening_channels pg_notification_queue_usage
   pg_partition_tree pg_partition_ancestors pg_partition_root pg_logical_slot_peek_changes pg_logical_slot_peek_binary_changes pgstattuple pgstatindex pgstattuple_approx pg_freespace pg_stat_statements pg_buffercache_summary heap_page_items page_header bt_metap bt_page_stats pg_visibility_map_summary
   database schema connection_id last_insert_id row_count found_rows charset collation if isnull elt field find_in_set inet_aton inet_ntoa bin oct conv crc32 uuid @@version sqlite_version changes total_changes last_insert_rowid iif json_array json_object json_quote quote zeroblob`
    .trim()
    .split(/\s+/),
);

const listed: Readonly<Record<string, readonly [Risk, string]>> = {
  pg_terminate_backend: ["dangerous", "ends another session"],
  pg_cancel_backend: ["caution", "cancels another session's query"],
  pg_promote: ["dangerous", "makes a standby the primary, with nothing to stop the old one"],
  pg_drop_replication_slot: ["dangerous", "drops a replication slot"],
  pg_replication_slot_advance: ["dangerous", "moves a replication slot past changes nobody has read"],
  pg_wal_replay_pause: ["dangerous", "stops replay on a standby"],
  pg_wal_replay_resume: ["caution", "starts replay again"],
  pg_file_unlink: ["dangerous", "deletes a file of the server"],
  pg_file_write: ["dangerous", "writes a file of the server"],
  pg_file_rename: ["dangerous", "renames a file of the server"],
  lo_unlink: ["dangerous", "deletes a large object"],
  lo_import: ["caution", "reads a file of the server into a large object"],
  lo_export: ["dangerous", "writes a file of the server"],
  pg_reload_conf: ["caution", "makes the server read its configuration again"],
  pg_rotate_logfile: ["caution", "starts a new log file"],
  pg_switch_wal: ["caution", "starts a new WAL file"],
  pg_create_restore_point: ["caution", "writes a restore point"],
  pg_create_physical_replication_slot: ["caution", "creates a replication slot"],
  pg_create_logical_replication_slot: ["caution", "creates a replication slot"],
  pg_logical_slot_get_changes: ["caution", "consumes changes of a replication slot"],
  pg_logical_emit_message: ["caution", "writes to the WAL"],
  pg_backup_start: ["caution", "puts the server into backup mode"],
  pg_start_backup: ["caution", "puts the server into backup mode"],
  pg_stop_backup: ["caution", "ends backup mode"],
  pg_backup_stop: ["caution", "ends backup mode"],
  pg_read_file: ["caution", "reads a file of the server"],
  pg_read_binary_file: ["caution", "reads a file of the server"],
  pg_ls_dir: ["caution", "lists a folder of the server"],
  pg_ls_logdir: ["safe", "lists the logs"],
  pg_ls_waldir: ["safe", "lists the WAL files"],
  pg_ls_tmpdir: ["safe", "lists temporary files"],
  pg_ls_archive_statusdir: ["safe", "lists the archive's state"],
  pg_stat_file: ["caution", "looks at a file of the server"],
  load_file: ["caution", "reads a file of the server"],
  pg_sleep: ["caution", "holds the session"],
  pg_sleep_for: ["caution", "holds the session"],
  pg_sleep_until: ["caution", "holds the session"],
  sleep: ["caution", "holds the session"],
  nextval: ["caution", "takes a number from a sequence"],
  setval: ["caution", "changes a sequence"],
  set_config: ["caution", "changes a setting"],
  pg_notify: ["caution", "sends a notification"],
  pg_advisory_lock: ["caution", "takes a lock"],
  pg_advisory_unlock: ["caution", "gives a lock back"],
  pg_advisory_unlock_all: ["caution", "gives locks back"],
  pg_try_advisory_lock: ["caution", "takes a lock"],
  pg_advisory_xact_lock: ["caution", "takes a lock"],
  get_lock: ["caution", "takes a lock"],
  txid_current: ["caution", "takes a transaction id"],
  pg_current_xact_id: ["caution", "takes a transaction id"],
  pg_stat_reset: ["caution", "forgets statistics"],
  pg_stat_reset_shared: ["caution", "forgets statistics"],
  pg_stat_statements_reset: ["caution", "forgets statistics"],
  pg_prewarm: ["caution", "fills the cache"],
};

/** What calling a function of SQL does. A function nobody has listed may do anything. */
export function functionRisk(name: string, schema: string | undefined): readonly [Risk, string] {
  if (schema !== undefined && schema !== "pg_catalog" && schema !== "information_schema")
    return ["unknown", "is not a function of the database itself"];
  if (Object.hasOwn(listed, name)) return listed[name] as readonly [Risk, string];
  if (pure.has(name) || /^(?:pg_stat_get_|has_\w+_privilege$)/.test(name)) return ["safe", "only reads"];
  return ["unknown", "is not known, so it may do anything"];
}
