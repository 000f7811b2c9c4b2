import type { Risk } from "@steadyhand/core/risk";
import type { SqlClient } from "../scope.ts";

const pure = new Set(
  `count sum avg min max stddev stddev_pop stddev_samp variance var_pop var_samp corr bool_and bool_or every bit_and bit_or string_agg array_agg json_agg jsonb_agg json_object_agg jsonb_object_agg
   percentile_cont percentile_disc mode rank dense_rank row_number ntile lag lead first_value last_value nth_value cume_dist percent_rank grouping any_value xmlagg
   abs ceil ceiling floor round trunc sign sqrt cbrt exp ln log log10 power pow mod div gcd lcm pi degrees radians sin cos tan cot asin acos atan atan2 random gen_random_uuid width_bucket greatest least factorial
   length char_length character_length octet_length bit_length lower upper initcap trim btrim ltrim rtrim lpad rpad left right substr substring position strpos overlay replace translate reverse repeat
   concat concat_ws format split_part regexp_replace regexp_match regexp_matches regexp_split_to_array regexp_split_to_table regexp_count regexp_substr regexp_instr regexp_like starts_with to_hex to_char to_number to_date to_timestamp ascii chr md5 sha224 sha256 sha384 sha512
   encode decode convert_from convert_to quote_ident quote_literal quote_nullable string_to_array array_to_string string_to_table unistr normalize is_normalized printf
   now current_date current_time current_timestamp localtime localtimestamp clock_timestamp statement_timestamp transaction_timestamp timeofday age date_part date_trunc date_bin extract make_date make_time make_timestamp make_timestamptz make_interval justify_days justify_hours justify_interval isfinite date_add date time
   cast convert coalesce nullif generate_series generate_subscripts unnest array_length array_upper array_lower array_ndims array_dims array_position array_positions array_append array_prepend array_cat array_remove array_replace cardinality array_fill trim_array
   json_build_object jsonb_build_object json_build_array jsonb_build_array to_json to_jsonb row_to_json array_to_json json_extract_path jsonb_extract_path json_extract_path_text jsonb_extract_path_text json_each jsonb_each json_each_text jsonb_each_text json_array_elements jsonb_array_elements json_array_elements_text jsonb_array_elements_text json_array_length jsonb_array_length json_object_keys jsonb_object_keys json_typeof jsonb_typeof jsonb_pretty jsonb_set jsonb_insert jsonb_strip_nulls json_strip_nulls jsonb_path_query jsonb_path_exists jsonb_path_query_array jsonb_path_query_first json_populate_record jsonb_to_record json_to_record json_to_recordset jsonb_to_recordset
   to_tsvector to_tsquery plainto_tsquery phraseto_tsquery websearch_to_tsquery ts_rank ts_rank_cd ts_headline similarity word_similarity levenshtein soundex metaphone unaccent
   host hostmask netmask network broadcast masklen family abbrev inet_client_addr inet_client_port inet_server_addr inet_server_port set_masklen
   version current_database current_schema current_schemas current_user session_user user current_role current_catalog current_setting pg_backend_pid pg_postmaster_start_time pg_conf_load_time pg_jit_available
   pg_is_in_recovery pg_is_in_backup pg_last_wal_receive_lsn pg_last_wal_replay_lsn pg_last_xact_replay_timestamp pg_current_wal_lsn pg_current_wal_insert_lsn pg_current_wal_flush_lsn pg_wal_lsn_diff pg_walfile_name pg_walfile_name_offset pg_get_wal_replay_pause_state pg_is_wal_replay_paused pg_last_committed_xact
   pg_last_xlog_receive_location pg_last_xlog_replay_location pg_current_xlog_location pg_xlog_location_diff
   pg_blocking_pids pg_safe_snapshot_blocking_pids pg_isolation_test_session_is_blocked pg_database_size pg_relation_size pg_total_relation_size pg_table_size pg_indexes_size pg_tablespace_size pg_column_size pg_size_pretty pg_size_bytes pg_relation_filepath pg_relation_filenode pg_filenode_relation pg_tablespace_location pg_tablespace_databases
   pg_get_viewdef pg_get_functiondef pg_get_function_arguments pg_get_function_identity_arguments pg_get_function_result pg_get_indexdef pg_get_constraintdef pg_get_triggerdef pg_get_ruledef pg_get_expr pg_get_userbyid pg_get_serial_sequence pg_get_keywords pg_get_partkeydef pg_get_statisticsobjdef pg_get_partition_constraintdef
   pg_table_is_visible pg_function_is_visible pg_type_is_visible pg_encoding_to_char pg_char_to_encoding pg_typeof format_type obj_description col_description shobj_description pg_describe_object pg_identify_object pg_index_column_has_property pg_index_has_property pg_options_to_table
   has_table_privilege has_column_privilege has_schema_privilege has_database_privilege has_function_privilege has_sequence_privilege has_tablespace_privilege has_any_column_privilege has_language_privilege has_server_privilege has_type_privilege has_parameter_privilege has_largeobject_privilege has_foreign_data_wrapper_privilege pg_has_role row_security_active
   to_regclass to_regproc to_regprocedure to_regtype to_regrole to_regnamespace to_regoper mxid_age txid_current_if_assigned txid_current_snapshot txid_status txid_snapshot_xmin txid_snapshot_xmax txid_visible_in_snapshot pg_current_snapshot pg_xact_status pg_current_xact_id_if_assigned pg_snapshot_xmin pg_snapshot_xmax
   currval lastval pg_sequence_last_value pg_lock_status pg_prepared_xact pg_show_all_settings pg_stat_get_activity pg_control_checkpoint pg_control_init pg_control_recovery pg_control_system pg_trigger_depth pg_my_temp_schema pg_is_other_temp_schema pg_listening_channels pg_notification_queue_usage
   pg_partition_tree pg_partition_ancestors pg_partition_root pg_logical_slot_peek_changes pg_logical_slot_peek_binary_changes pgstattuple pgstatindex pgstattuple_approx pg_freespace pg_stat_statements pg_buffercache_summary heap_page_items page_header bt_metap bt_page_stats pg_visibility_map_summary
   @@version json_array json_object
   erf erfc sinh cosh tanh asinh acosh atanh sind cosd tand asind acosd atand scale min_scale trim_scale bit_count get_bit set_bit get_byte set_byte array_sample
   array_shuffle array_reverse array_sort array_to_tsvector jsonb_concat jsonb_delete_path jsonb_path_query_tz jsonb_path_match jsonb_path_exists_tz
   jsonb_path_query_array_tz jsonb_path_query_first_tz jsonb_populate_record jsonb_populate_recordset json_populate_recordset json_serialize json_scalar json_value
   json_query json_exists json_arrayagg json_objectagg jsonb_set_lax jsonb_object regr_slope regr_intercept regr_r2 regr_count regr_avgx regr_avgy regr_sxx regr_syy
   regr_sxy covar_pop covar_samp bit_xor range_agg range_intersect_agg isempty lower_inc upper_inc lower_inf upper_inf range_merge int4range int8range numrange tsrange
   tstzrange daterange area center diameter radius width box circle point polygon path lseg line slope xpath xpath_exists xmlelement xmlconcat xmlforest xmlcomment
   xmlparse xml_is_well_formed xmlserialize pg_timezone_names pg_timezone_abbrevs pg_available_extensions pg_available_extension_versions pg_extension_update_paths
   pg_hba_file_rules pg_ident_file_mappings pg_show_all_file_settings pg_cursor pg_prepared_statement pg_get_backend_memory_contexts pg_get_shmem_allocations
   pg_get_replication_slots pg_get_multixact_members pg_get_publication_tables pg_get_catalog_foreign_keys pg_get_object_address pg_get_wal_resource_managers
   pg_get_wal_summarizer_state pg_get_process_activity pg_get_aios pg_relation_is_publishable pg_relation_is_updatable pg_column_is_updatable pg_column_compression
   pg_column_toast_chunk_id pg_database_collation_actual_version pg_collation_actual_version pg_collation_is_visible pg_opclass_is_visible pg_operator_is_visible
   pg_ts_config_is_visible pg_statistics_obj_is_visible pg_conversion_is_visible pg_identify_object_as_address pg_input_is_valid pg_input_error_info pg_basetype
   pg_xact_commit_timestamp pg_xact_commit_timestamp_origin pg_wal_summary_contents pg_available_wal_summaries pg_split_walfile_name pg_current_logfile
   pg_settings_get_flags pg_replication_origin_progress pg_replication_origin_oid pg_show_replication_origin_status pg_get_wal_records_info pg_get_wal_record_info
   pg_get_wal_stats pg_get_wal_block_info pg_ls_logicalmapdir pg_visibility pg_visibility_map pg_check_visible pg_check_frozen pg_snapshot_xip pg_visible_in_snapshot
   pg_indexam_has_property pg_stat_statements_info pg_buffercache_pages pg_buffercache_usage_counts get_raw_page heap_page_item_attrs heap_tuple_infomask_flags
   fsm_page_contents bt_page_items bt_multi_page_stats gin_metapage_info brin_metapage_info brin_revmap_data tuple_data_split bt_index_check bt_index_parent_check
   verify_heapam gin_index_check icu_unicode_version unicode_version unicode_assigned pg_client_encoding getdatabaseencoding casefold uuidv4 uuidv7 uuid_extract_timestamp
   uuid_extract_version uuid_generate_v4 date_subtract gen_random_bytes digest hmac crypt gen_salt show_trgm strict_word_similarity difference dmetaphone earth_distance
   hstore akeys avals skeys svals each crc32c parse_ident num_nonnulls num_nulls tsvector_to_array setweight strip numnode querytree ts_debug ts_lexize ts_parse
   ts_token_type ts_delete ts_filter tsquery_phrase row txid_snapshot_xip merge_action`
    .trim()
    .split(/\s+/),
);

/** Functions of MySQL and SQLite. To PostgreSQL they are names that anybody may have defined. */
const elsewhere = new Set(
  `tidb_version try_cast total group_concat instr hex ifnull nvl typeof unicode glob like date_sub datediff timestampdiff curdate curtime unix_timestamp from_unixtime date_format str_to_date
   datetime julianday strftime year month day hour minute second dayofweek dayname monthname utc_timestamp utc_date sysdate database schema connection_id last_insert_id
   row_count found_rows charset collation if isnull elt field find_in_set inet_aton inet_ntoa bin oct conv crc32 uuid sqlite_version changes total_changes
   last_insert_rowid iif json_extract json_unquote json_valid json_quote quote zeroblob adddate addtime subdate subtime timediff timestampadd timestamp makedate maketime
   last_day quarter week weekday weekofyear yearweek dayofmonth dayofyear microsecond period_add period_diff sec_to_time time_to_sec to_days to_seconds from_days
   time_format get_format convert_tz utc_time truncate rand mid lcase ucase space strcmp substring_index export_set make_set locate unhex to_base64 from_base64
   weight_string compress uncompress uncompressed_length ord insert char sha sha1 sha2 aes_decrypt aes_encrypt random_bytes uuid_short uuid_to_bin bin_to_uuid is_uuid
   is_ipv4 is_ipv6 inet6_aton inet6_ntoa is_free_lock is_used_lock name_const coercibility extractvalue updatexml json_contains json_contains_path json_depth json_keys
   json_length json_merge json_merge_patch json_merge_preserve json_overlaps json_pretty json_remove json_replace json_schema_valid json_search json_set json_insert
   json_array_append json_array_insert json_storage_size json_storage_free json_type json_table member values std format_bytes format_pico_time ps_current_thread_id
   ps_thread_id gtid_subset gtid_subtract st_astext st_geomfromtext st_distance interval statement_digest statement_digest_text system_user binary json json_patch
   json_group_array json_group_object json_tree json_error_position jsonb jsonb_array jsonb_group_array jsonb_group_object sqlite_source_id sqlite_compileoption_get
   sqlite_compileoption_used unlikely likely likelihood unixepoch randomblob subtype sqlite_offset unistr_quote snippet highlight bm25 matchinfo offsets dbstat
   pragma_table_info pragma_table_list pragma_index_list pragma_index_info pragma_foreign_key_list pragma_database_list pragma_compile_options pragma_function_list sha3`
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
  lo_truncate: ["dangerous", "cuts a large object"],
  lo_truncate64: ["dangerous", "cuts a large object"],
  lo_put: ["caution", "writes a large object"],
  lowrite: ["caution", "writes a large object"],
  lo_create: ["caution", "creates a large object"],
  lo_creat: ["caution", "creates a large object"],
  lo_from_bytea: ["caution", "creates a large object"],
  lo_get: ["safe", "reads a large object"],
  pg_replication_origin_drop: ["dangerous", "drops a replication origin"],
  pg_copy_physical_replication_slot: ["caution", "creates a replication slot"],
  pg_copy_logical_replication_slot: ["caution", "creates a replication slot"],
  pg_sync_replication_slots: ["caution", "changes replication slots"],
  pg_logical_slot_get_binary_changes: ["caution", "consumes changes of a replication slot"],
  pg_xlog_replay_pause: ["dangerous", "stops replay on a standby"],
  pg_switch_xlog: ["caution", "starts a new WAL file"],
  pg_log_backend_memory_contexts: ["caution", "writes to the server's log"],
  pg_log_standby_snapshot: ["caution", "writes to the WAL"],
  pg_export_snapshot: ["caution", "keeps a snapshot"],
  pg_stat_clear_snapshot: ["caution", "forgets a snapshot of the statistics"],
  pg_stat_force_next_flush: ["caution", "writes statistics"],
  pg_truncate_visibility_map: ["dangerous", "empties a table's visibility map"],
  heap_force_kill: ["dangerous", "removes rows past every check"],
  heap_force_freeze: ["dangerous", "changes rows past every check"],
  gin_clean_pending_list: ["caution", "changes an index"],
  brin_summarize_new_values: ["caution", "changes an index"],
  brin_summarize_range: ["caution", "changes an index"],
  brin_desummarize_range: ["caution", "changes an index"],
  postgres_fdw_disconnect: ["caution", "ends a connection of this session"],
  postgres_fdw_disconnect_all: ["caution", "ends connections of this session"],
  drop_chunks: ["dangerous", "drops chunks of a table"],
  dblink_exec: ["dangerous", "runs a statement on another server that nobody has read here"],
  setseed: ["caution", "changes this session's random numbers"],
  benchmark: ["caution", "keeps the server busy"],
  release_lock: ["caution", "gives a lock back"],
  release_all_locks: ["caution", "gives locks back"],
  master_pos_wait: ["caution", "holds the session"],
  source_pos_wait: ["caution", "holds the session"],
  wait_for_executed_gtid_set: ["caution", "holds the session"],
  sys_exec: ["dangerous", "runs a command of the system"],
  sys_eval: ["dangerous", "runs a command of the system"],
  sys_set: ["dangerous", "changes the server's environment"],
  xp_cmdshell: ["dangerous", "runs a command of the system"],
  load_extension: ["dangerous", "loads code into the process"],
  writefile: ["dangerous", "overwrites a file"],
  readfile: ["caution", "reads a file"],
  lsdir: ["caution", "lists a folder"],
  fsdir: ["caution", "reads files"],
  group_replication_set_as_primary: ["dangerous", "moves the primary"],
  group_replication_switch_to_single_primary_mode: ["dangerous", "moves the primary"],
  group_replication_switch_to_multi_primary_mode: ["dangerous", "changes how the group writes"],
  group_replication_set_write_concurrency: ["caution", "changes a setting of the group"],
};

/** What calling a function of SQL does. A function nobody has listed may do anything. */
export function functionRisk(name: string, schema: string | undefined, client: SqlClient): readonly [Risk, string] {
  if (schema !== undefined && schema !== "pg_catalog" && schema !== "information_schema")
    return ["unknown", "is not a function of the database itself"];
  if (Object.hasOwn(listed, name)) return listed[name] as readonly [Risk, string];
  if (pure.has(name) || (client !== "postgres" && elsewhere.has(name))) return ["safe", "only reads"];
  if (/^pg_stat_get_/.test(name)) return ["safe", "only reads"];
  if (/^pg_(?:try_)?advisory_/.test(name)) return ["caution", "takes a lock or gives it back"];
  if (/^pg_stat_\w{1,40}_?reset|^pg_stat_reset_/.test(name)) return ["caution", "forgets statistics"];
  return ["unknown", "is not known, so it may do anything"];
}
