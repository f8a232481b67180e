-- The quality system's own tables, as it had them before it was audited from afar.
CREATE TABLE IF NOT EXISTS qms_supplier (
    no TEXT PRIMARY KEY,
    version INTEGER NOT NULL,
    site TEXT NOT NULL,
    performed_by TEXT NOT NULL,
    reviewed_by TEXT,
    occurred_at TEXT NOT NULL,
    supplier_id TEXT NOT NULL,
    supplier_name TEXT NOT NULL,
    material TEXT NOT NULL,
    decision TEXT NOT NULL,
    valid_to TEXT NOT NULL
);
CREATE TABLE IF NOT EXISTS qms_purchase_order (
    no TEXT PRIMARY KEY,
    version INTEGER NOT NULL,
    site TEXT NOT NULL,
    performed_by TEXT NOT NULL,
    reviewed_by TEXT,
    occurred_at TEXT NOT NULL,
    supplier_id TEXT NOT NULL,
    material TEXT NOT NULL,
    spec_rev TEXT NOT NULL,
    quantity NUMERIC NOT NULL
);
CREATE TABLE IF NOT EXISTS qms_receipt (
    no TEXT PRIMARY KEY,
    version INTEGER NOT NULL,
    site TEXT NOT NULL,
    performed_by TEXT NOT NULL,
    reviewed_by TEXT,
    occurred_at TEXT NOT NULL,
    order_no TEXT NOT NULL,
    supplier_id TEXT NOT NULL,
    material TEXT NOT NULL,
    supplier_lot TEXT NOT NULL,
    internal_lot TEXT NOT NULL,
    quantity NUMERIC NOT NULL
);
CREATE TABLE IF NOT EXISTS qms_certificate (
    no TEXT PRIMARY KEY,
    version INTEGER NOT NULL,
    site TEXT NOT NULL,
    performed_by TEXT NOT NULL,
    reviewed_by TEXT,
    occurred_at TEXT NOT NULL,
    material TEXT NOT NULL,
    supplier_lot TEXT NOT NULL,
    internal_lot TEXT NOT NULL,
    issuer TEXT NOT NULL
);
CREATE TABLE IF NOT EXISTS qms_incoming_inspection (
    no TEXT PRIMARY KEY,
    version INTEGER NOT NULL,
    site TEXT NOT NULL,
    performed_by TEXT NOT NULL,
    reviewed_by TEXT,
    occurred_at TEXT NOT NULL,
    material TEXT NOT NULL,
    supplier_id TEXT NOT NULL,
    supplier_lot TEXT NOT NULL,
    internal_lot TEXT NOT NULL,
    sample_size INTEGER NOT NULL,
    acceptance_number INTEGER NOT NULL,
    verdict TEXT NOT NULL
);
CREATE TABLE IF NOT EXISTS qms_work_order (
    no TEXT PRIMARY KEY,
    version INTEGER NOT NULL,
    site TEXT NOT NULL,
    performed_by TEXT NOT NULL,
    reviewed_by TEXT,
    occurred_at TEXT NOT NULL,
    product TEXT NOT NULL,
    lot TEXT NOT NULL,
    quantity NUMERIC NOT NULL,
    line TEXT NOT NULL,
    bom_rev TEXT NOT NULL
);
CREATE TABLE IF NOT EXISTS qms_line_clearance (
    no TEXT PRIMARY KEY,
    version INTEGER NOT NULL,
    site TEXT NOT NULL,
    performed_by TEXT NOT NULL,
    reviewed_by TEXT,
    occurred_at TEXT NOT NULL,
    product TEXT NOT NULL,
    line TEXT NOT NULL,
    previous_lot TEXT NOT NULL,
    next_lot TEXT NOT NULL
);
CREATE TABLE IF NOT EXISTS qms_material_issue (
    no TEXT PRIMARY KEY,
    version INTEGER NOT NULL,
    site TEXT NOT NULL,
    performed_by TEXT NOT NULL,
    reviewed_by TEXT,
    occurred_at TEXT NOT NULL,
    product TEXT NOT NULL,
    lot TEXT NOT NULL,
    input_lots TEXT NOT NULL,
    quantity NUMERIC NOT NULL,
    uom TEXT NOT NULL
);
CREATE TABLE IF NOT EXISTS qms_process_reading (
    no TEXT PRIMARY KEY,
    version INTEGER NOT NULL,
    site TEXT NOT NULL,
    performed_by TEXT NOT NULL,
    reviewed_by TEXT,
    occurred_at TEXT NOT NULL,
    product TEXT NOT NULL,
    lot TEXT NOT NULL,
    machine_id TEXT NOT NULL,
    parameter TEXT NOT NULL,
    reading NUMERIC NOT NULL,
    reading_unit TEXT NOT NULL,
    lower_bound NUMERIC NOT NULL,
    upper_bound NUMERIC NOT NULL
);
CREATE TABLE IF NOT EXISTS qms_batch (
    no TEXT PRIMARY KEY,
    version INTEGER NOT NULL,
    site TEXT NOT NULL,
    performed_by TEXT NOT NULL,
    reviewed_by TEXT,
    occurred_at TEXT NOT NULL,
    product TEXT NOT NULL,
    lot TEXT NOT NULL,
    work_order_no TEXT NOT NULL,
    started_at TEXT NOT NULL,
    quantity_made NUMERIC NOT NULL,
    quantity_scrap NUMERIC NOT NULL,
    steps TEXT NOT NULL
);
CREATE TABLE IF NOT EXISTS qms_label_count (
    no TEXT PRIMARY KEY,
    version INTEGER NOT NULL,
    site TEXT NOT NULL,
    performed_by TEXT NOT NULL,
    reviewed_by TEXT,
    occurred_at TEXT NOT NULL,
    product TEXT NOT NULL,
    lot TEXT NOT NULL,
    label_rev TEXT NOT NULL,
    printed INTEGER NOT NULL,
    used INTEGER NOT NULL,
    destroyed INTEGER NOT NULL
);
CREATE TABLE IF NOT EXISTS qms_room_reading (
    no TEXT PRIMARY KEY,
    version INTEGER NOT NULL,
    site TEXT NOT NULL,
    performed_by TEXT NOT NULL,
    reviewed_by TEXT,
    occurred_at TEXT NOT NULL,
    room_id TEXT NOT NULL,
    clean_class TEXT NOT NULL,
    point TEXT NOT NULL,
    quantity TEXT NOT NULL,
    reading NUMERIC NOT NULL
);
CREATE TABLE IF NOT EXISTS qms_maintenance (
    no TEXT PRIMARY KEY,
    version INTEGER NOT NULL,
    site TEXT NOT NULL,
    performed_by TEXT NOT NULL,
    reviewed_by TEXT,
    occurred_at TEXT NOT NULL,
    equipment_id TEXT NOT NULL,
    task TEXT NOT NULL
);
CREATE TABLE IF NOT EXISTS qms_in_process (
    no TEXT PRIMARY KEY,
    version INTEGER NOT NULL,
    site TEXT NOT NULL,
    performed_by TEXT NOT NULL,
    reviewed_by TEXT,
    occurred_at TEXT NOT NULL,
    product TEXT NOT NULL,
    lot TEXT NOT NULL,
    station TEXT NOT NULL,
    entered_at TEXT,
    late_reason TEXT
);
CREATE TABLE IF NOT EXISTS qms_finished_test (
    no TEXT PRIMARY KEY,
    version INTEGER NOT NULL,
    site TEXT NOT NULL,
    performed_by TEXT NOT NULL,
    reviewed_by TEXT,
    occurred_at TEXT NOT NULL,
    product TEXT NOT NULL,
    lot TEXT NOT NULL,
    edition TEXT NOT NULL,
    verdict TEXT NOT NULL
);
CREATE TABLE IF NOT EXISTS qms_microbial_test (
    no TEXT PRIMARY KEY,
    version INTEGER NOT NULL,
    site TEXT NOT NULL,
    performed_by TEXT NOT NULL,
    reviewed_by TEXT,
    occurred_at TEXT NOT NULL,
    product TEXT NOT NULL,
    lot TEXT NOT NULL,
    test TEXT NOT NULL,
    medium TEXT NOT NULL,
    incubation TEXT NOT NULL,
    cfu NUMERIC NOT NULL
);
CREATE TABLE IF NOT EXISTS qms_retained_sample (
    no TEXT PRIMARY KEY,
    version INTEGER NOT NULL,
    site TEXT NOT NULL,
    performed_by TEXT NOT NULL,
    reviewed_by TEXT,
    occurred_at TEXT NOT NULL,
    product TEXT NOT NULL,
    lot TEXT NOT NULL,
    location TEXT NOT NULL,
    keep_until TEXT NOT NULL
);
CREATE TABLE IF NOT EXISTS qms_cycle (
    no TEXT PRIMARY KEY,
    version INTEGER NOT NULL,
    site TEXT NOT NULL,
    performed_by TEXT NOT NULL,
    reviewed_by TEXT,
    occurred_at TEXT NOT NULL,
    product TEXT NOT NULL,
    product_lots TEXT NOT NULL,
    chamber_id TEXT NOT NULL,
    eo_concentration NUMERIC NOT NULL,
    temperature NUMERIC NOT NULL,
    relative_humidity NUMERIC NOT NULL,
    pressure NUMERIC NOT NULL,
    exposure_minutes INTEGER NOT NULL,
    aeration_hours INTEGER NOT NULL
);
CREATE TABLE IF NOT EXISTS qms_biological_indicator (
    no TEXT PRIMARY KEY,
    version INTEGER NOT NULL,
    site TEXT NOT NULL,
    performed_by TEXT NOT NULL,
    reviewed_by TEXT,
    occurred_at TEXT NOT NULL,
    product TEXT NOT NULL,
    product_lots TEXT NOT NULL,
    cycle_no TEXT NOT NULL,
    bi_lot TEXT NOT NULL,
    positions INTEGER NOT NULL,
    growth INTEGER NOT NULL
);
CREATE TABLE IF NOT EXISTS qms_eo_residue (
    no TEXT PRIMARY KEY,
    version INTEGER NOT NULL,
    site TEXT NOT NULL,
    performed_by TEXT NOT NULL,
    reviewed_by TEXT,
    occurred_at TEXT NOT NULL,
    product TEXT NOT NULL,
    lot TEXT NOT NULL,
    cycle_no TEXT NOT NULL,
    days_aired NUMERIC NOT NULL,
    residue NUMERIC NOT NULL
);
CREATE TABLE IF NOT EXISTS qms_seal_test (
    no TEXT PRIMARY KEY,
    version INTEGER NOT NULL,
    site TEXT NOT NULL,
    performed_by TEXT NOT NULL,
    reviewed_by TEXT,
    occurred_at TEXT NOT NULL,
    product TEXT NOT NULL,
    lot TEXT NOT NULL,
    seal_strength NUMERIC NOT NULL,
    dye_leak INTEGER NOT NULL
);
CREATE TABLE IF NOT EXISTS qms_release (
    no TEXT PRIMARY KEY,
    version INTEGER NOT NULL,
    site TEXT NOT NULL,
    performed_by TEXT NOT NULL,
    reviewed_by TEXT,
    occurred_at TEXT NOT NULL,
    product TEXT NOT NULL,
    lot TEXT NOT NULL,
    released_by TEXT NOT NULL,
    decision TEXT NOT NULL
);
CREATE TABLE IF NOT EXISTS qms_shipment (
    no TEXT PRIMARY KEY,
    version INTEGER NOT NULL,
    site TEXT NOT NULL,
    performed_by TEXT NOT NULL,
    reviewed_by TEXT,
    occurred_at TEXT NOT NULL,
    product TEXT NOT NULL,
    lot TEXT NOT NULL,
    quantity NUMERIC NOT NULL,
    consignee TEXT NOT NULL,
    country TEXT NOT NULL
);
CREATE TABLE IF NOT EXISTS qms_nonconformity (
    no TEXT PRIMARY KEY,
    version INTEGER NOT NULL,
    site TEXT NOT NULL,
    performed_by TEXT NOT NULL,
    reviewed_by TEXT,
    occurred_at TEXT NOT NULL,
    product TEXT,
    lot TEXT NOT NULL,
    description TEXT NOT NULL,
    quantity NUMERIC NOT NULL,
    disposition TEXT NOT NULL
);
CREATE TABLE IF NOT EXISTS qms_rework (
    no TEXT PRIMARY KEY,
    version INTEGER NOT NULL,
    site TEXT NOT NULL,
    performed_by TEXT NOT NULL,
    reviewed_by TEXT,
    occurred_at TEXT NOT NULL,
    product TEXT NOT NULL,
    lot TEXT NOT NULL,
    ncr_no TEXT NOT NULL
);
CREATE TABLE IF NOT EXISTS qms_corrective_action (
    no TEXT PRIMARY KEY,
    version INTEGER NOT NULL,
    site TEXT NOT NULL,
    performed_by TEXT NOT NULL,
    reviewed_by TEXT,
    occurred_at TEXT NOT NULL,
    product TEXT,
    origin TEXT NOT NULL,
    root_cause TEXT NOT NULL,
    measure TEXT NOT NULL,
    due TEXT NOT NULL,
    effectiveness TEXT NOT NULL
);
CREATE TABLE IF NOT EXISTS qms_deviation (
    no TEXT PRIMARY KEY,
    version INTEGER NOT NULL,
    site TEXT NOT NULL,
    performed_by TEXT NOT NULL,
    reviewed_by TEXT,
    occurred_at TEXT NOT NULL,
    product TEXT NOT NULL,
    lot TEXT NOT NULL,
    step TEXT NOT NULL,
    impact TEXT NOT NULL
);
CREATE TABLE IF NOT EXISTS qms_complaint (
    no TEXT PRIMARY KEY,
    version INTEGER NOT NULL,
    site TEXT NOT NULL,
    performed_by TEXT NOT NULL,
    reviewed_by TEXT,
    occurred_at TEXT NOT NULL,
    product TEXT NOT NULL,
    lot TEXT NOT NULL,
    description TEXT NOT NULL,
    country TEXT NOT NULL,
    harm TEXT NOT NULL,
    investigated INTEGER NOT NULL
);
CREATE TABLE IF NOT EXISTS qms_calibration (
    no TEXT PRIMARY KEY,
    version INTEGER NOT NULL,
    site TEXT NOT NULL,
    performed_by TEXT NOT NULL,
    reviewed_by TEXT,
    occurred_at TEXT NOT NULL,
    instrument_id TEXT NOT NULL,
    instrument TEXT NOT NULL,
    due TEXT NOT NULL,
    within_tolerance INTEGER NOT NULL,
    lab TEXT NOT NULL
);
CREATE TABLE IF NOT EXISTS qms_training (
    no TEXT PRIMARY KEY,
    version INTEGER NOT NULL,
    site TEXT NOT NULL,
    performed_by TEXT NOT NULL,
    reviewed_by TEXT,
    occurred_at TEXT NOT NULL,
    person_ref TEXT NOT NULL,
    skill TEXT NOT NULL,
    document_rev TEXT NOT NULL,
    passed INTEGER NOT NULL,
    valid_to TEXT NOT NULL
);
CREATE TABLE IF NOT EXISTS qms_health_check (
    no TEXT PRIMARY KEY,
    version INTEGER NOT NULL,
    site TEXT NOT NULL,
    performed_by TEXT NOT NULL,
    reviewed_by TEXT,
    occurred_at TEXT NOT NULL,
    person_ref TEXT NOT NULL,
    fit INTEGER NOT NULL
);
CREATE TABLE IF NOT EXISTS qms_document (
    no TEXT PRIMARY KEY,
    version INTEGER NOT NULL,
    site TEXT NOT NULL,
    performed_by TEXT NOT NULL,
    reviewed_by TEXT,
    occurred_at TEXT NOT NULL,
    doc_no TEXT NOT NULL,
    document_name TEXT NOT NULL,
    rev TEXT NOT NULL,
    status TEXT NOT NULL,
    approvers TEXT NOT NULL
);
CREATE TABLE IF NOT EXISTS qms_result (
    no TEXT NOT NULL,
    version INTEGER NOT NULL,
    position INTEGER NOT NULL,
    characteristic TEXT NOT NULL,
    results TEXT NOT NULL,
    unit TEXT,
    statistic TEXT,
    value NUMERIC,
    requirement TEXT,
    verdict TEXT NOT NULL,
    standard TEXT,
    method TEXT,
    instrument TEXT,
    PRIMARY KEY (no, version, position)
);
CREATE TABLE IF NOT EXISTS qms_generation (
    id INTEGER PRIMARY KEY CHECK (id = 1),
    records INTEGER NOT NULL,
    seed INTEGER NOT NULL,
    steps_done INTEGER NOT NULL,
    finished INTEGER NOT NULL
);
CREATE TABLE IF NOT EXISTS qms_epcis_event (
    event_id TEXT PRIMARY KEY,
    record_no TEXT NOT NULL,
    digest TEXT NOT NULL
);
