BEGIN TRANSACTION;
CREATE TABLE digicase_alembic_version (
	version_num VARCHAR(32) NOT NULL, 
	CONSTRAINT pk_digicase_alembic_version PRIMARY KEY (version_num)
);
INSERT INTO "digicase_alembic_version" VALUES('0001');
CREATE TABLE digicase_appointment (
	id CHAR(32) NOT NULL, 
	version BIGINT NOT NULL, 
	zitdag CHAR(32) NOT NULL, 
	"case" CHAR(32) NOT NULL, 
	"on" DATE NOT NULL, 
	at TIME NOT NULL, 
	minutes BIGINT NOT NULL, 
	coach TEXT NOT NULL, 
	location TEXT NOT NULL, 
	consultant TEXT NOT NULL, 
	accompanied_by TEXT, 
	about TEXT NOT NULL, 
	state TEXT NOT NULL, 
	sequence BIGINT NOT NULL, 
	changed_at DATETIME NOT NULL, 
	CONSTRAINT pk_digicase_appointment PRIMARY KEY (id)
);
INSERT INTO "digicase_appointment" VALUES('01a208a0a3ce7000b18a7098250b3d83',1,'01a208a0a3bd70008ac80d826630f5df','01a208a0a240700094350d3e833d35f6','2026-12-01','09:30:00.000000',30,'K-01','Jobteam','C-04','C-04','[]','booked',0,'2026-11-24 11:00:00.000000');
CREATE TABLE digicase_assessment (
	id CHAR(32) NOT NULL, 
	version BIGINT NOT NULL, 
	"case" CHAR(32) NOT NULL, 
	framework TEXT NOT NULL, 
	framework_version TEXT NOT NULL, 
	"on" DATE NOT NULL, 
	answers TEXT NOT NULL, 
	corrects CHAR(32), 
	CONSTRAINT pk_digicase_assessment PRIMARY KEY (id)
);
INSERT INTO "digicase_assessment" VALUES('01a208a0a2477000a4e2603b31679975',1,'01a208a0a240700094350d3e833d35f6','start','1','2026-07-14','[{"item":"F1","source":"consultant","value":3},{"item":"F2","source":"consultant","value":2},{"item":"F3","source":"consultant","value":null}]',NULL);
CREATE TABLE digicase_case (
	id CHAR(32) NOT NULL, 
	version BIGINT NOT NULL, 
	reference TEXT NOT NULL, 
	consultant TEXT NOT NULL, 
	language TEXT NOT NULL, 
	guidance_from DATE NOT NULL, 
	guidance_until DATE, 
	goals TEXT NOT NULL, 
	own_devices TEXT NOT NULL, 
	home_internet TEXT, 
	prefers_touch BOOLEAN NOT NULL, 
	language_support BOOLEAN NOT NULL, 
	confidence BIGINT NOT NULL, 
	closed_on DATE, 
	outcome TEXT, 
	CONSTRAINT pk_digicase_case PRIMARY KEY (id)
);
INSERT INTO "digicase_case" VALUES('01a208a0a240700094350d3e833d35f6',4,'J-0001','C-04','nl','2026-07-14',NULL,'["cv_letter"]','[]',NULL,0,0,3,NULL,NULL);
INSERT INTO "digicase_case" VALUES('01a208a0a2447000b4a4d597ab172830',2,'J-0002','C-04','nl','2026-07-14',NULL,'[]','[]',NULL,0,0,3,NULL,NULL);
CREATE TABLE digicase_contact (
	reference TEXT NOT NULL, 
	name TEXT, 
	email TEXT, 
	phone TEXT, 
	address TEXT, 
	contact_by TEXT, 
	id CHAR(32) NOT NULL, 
	version BIGINT NOT NULL, 
	CONSTRAINT pk_digicase_contact PRIMARY KEY (id)
);
INSERT INTO "digicase_contact" VALUES('J-0001',NULL,'someone@example.org',NULL,NULL,NULL,'01a208a0a2377000ad8d2742c794d587',1);
CREATE TABLE digicase_item (
	id CHAR(32) NOT NULL, 
	version BIGINT NOT NULL, 
	package CHAR(32), 
	kind TEXT NOT NULL, 
	model TEXT, 
	serial TEXT, 
	tag TEXT, 
	iccid TEXT, 
	msisdn TEXT, 
	acquired_on DATE, 
	retired_on DATE, 
	CONSTRAINT pk_digicase_item PRIMARY KEY (id)
);
INSERT INTO "digicase_item" VALUES('01a208a0a23d7001ae9b11e1137e3cc8',1,'01a208a0a23d700095a919a94562ff21','laptop','ThinkPad L15','7LMF00MB',NULL,NULL,NULL,'2024-03-28',NULL);
INSERT INTO "digicase_item" VALUES('01a208a0a23d7002b2d682a35e1202a5',1,'01a208a0a23d700095a919a94562ff21','dongle',NULL,NULL,'DG-X1',NULL,NULL,'2024-03-28',NULL);
INSERT INTO "digicase_item" VALUES('01a208a0a23d7003bd843f2f41451afc',1,'01a208a0a23d700095a919a94562ff21','accessory','lader',NULL,NULL,NULL,NULL,'2024-03-28',NULL);
CREATE TABLE digicase_journal_entry (
	id CHAR(32) NOT NULL, 
	version BIGINT NOT NULL, 
	at DATETIME NOT NULL, 
	actor TEXT NOT NULL, 
	event TEXT NOT NULL, 
	subject CHAR(32) NOT NULL, 
	"case" CHAR(32), 
	data TEXT NOT NULL, 
	CONSTRAINT pk_digicase_journal_entry PRIMARY KEY (id)
);
INSERT INTO "digicase_journal_entry" VALUES('01a208a0a23370009239adfbe58531d6',1,'2026-11-24 11:00:00.000000','system','StaffRegistered','01a208a0a23070009d3f8447c5ebb5ad',NULL,'{"role":"consultant"}');
INSERT INTO "digicase_journal_entry" VALUES('01a208a0a23d7004a488de97e4f0b5ea',1,'2026-11-24 11:00:00.000000','system','PackageRegistered','01a208a0a23d700095a919a94562ff21',NULL,'{"label":"DP-001"}');
INSERT INTO "digicase_journal_entry" VALUES('01a208a0a24270008e420e1b7187bb99',1,'2026-11-24 11:00:00.000000','system','CaseOpened','01a208a0a240700094350d3e833d35f6','01a208a0a240700094350d3e833d35f6','{"consultant":"C-04"}');
INSERT INTO "digicase_journal_entry" VALUES('01a208a0a2447001b4c33043b0771a71',1,'2026-11-24 11:00:00.000000','system','CaseOpened','01a208a0a2447000b4a4d597ab172830','01a208a0a2447000b4a4d597ab172830','{"consultant":"C-04"}');
INSERT INTO "digicase_journal_entry" VALUES('01a208a0a247700186b7237212df6d53',1,'2026-11-24 11:00:00.000000','system','AssessmentRecorded','01a208a0a2477000a4e2603b31679975','01a208a0a240700094350d3e833d35f6','{"framework":"start","on":"2026-07-14"}');
INSERT INTO "digicase_journal_entry" VALUES('01a208a0a25170009fedcc3c4099810f',1,'2026-11-24 11:00:00.000000','system','PackageLent','01a208a0a24d700096b85b54bebadb84','01a208a0a240700094350d3e833d35f6','{"due_on":"2027-02-28","on":"2026-08-31","package":"01a208a0-a23d-7000-95a9-19a94562ff21"}');
INSERT INTO "digicase_journal_entry" VALUES('01a208a0a25a7000ba476afd39953bb4',1,'2026-11-24 11:00:00.000000','system','LoanExtended','01a208a0a24d700096b85b54bebadb84','01a208a0a240700094350d3e833d35f6','{"due_on":"2027-08-28","on":"2026-11-24","was_due_on":"2027-02-28"}');
INSERT INTO "digicase_journal_entry" VALUES('01a208a0a2627000b2fdc1fe830ded6e',1,'2026-11-24 11:00:00.000000','system','WaitingJoined','01a208a0a26170009933724a7e47f53a','01a208a0a2447000b4a4d597ab172830','{"device":"tablet","on":"2026-11-24"}');
INSERT INTO "digicase_journal_entry" VALUES('01a208a0a3bd700291f01e112f1b74dc',1,'2026-11-24 11:00:00.000000','system','SeriesPlanned','01a208a0a2647000b302a421a194c932',NULL,'{"location":"Jobteam","skipped":0,"zitdagen":2}');
INSERT INTO "digicase_journal_entry" VALUES('01a208a0a3d07000b0e19db232e3c8a1',1,'2026-11-24 11:00:00.000000','system','AppointmentBooked','01a208a0a3ce7000b18a7098250b3d83','01a208a0a240700094350d3e833d35f6','{"at":"09:30:00","on":"2026-12-01","zitdag":"01a208a0-a3bd-7000-8ac8-0d826630f5df"}');
CREATE TABLE digicase_loan (
	id CHAR(32) NOT NULL, 
	version BIGINT NOT NULL, 
	package CHAR(32) NOT NULL, 
	"case" CHAR(32) NOT NULL, 
	items TEXT NOT NULL, 
	policy TEXT NOT NULL, 
	lent_on DATE NOT NULL, 
	nominal_due_on DATE NOT NULL, 
	due_on DATE NOT NULL, 
	extensions TEXT NOT NULL, 
	returned_on DATE, 
	CONSTRAINT pk_digicase_loan PRIMARY KEY (id)
);
INSERT INTO "digicase_loan" VALUES('01a208a0a24d700096b85b54bebadb84',2,'01a208a0a23d700095a919a94562ff21','01a208a0a240700094350d3e833d35f6','["01a208a0-a23d-7003-bd84-3f2f41451afc","01a208a0-a23d-7002-b2d6-82a35e1202a5","01a208a0-a23d-7001-ae9b-11e1137e3cc8"]','default','2026-08-31','2027-08-28','2027-08-28','[{"due_on":"2027-08-28","on":"2026-11-24","reason":"job trial","was_due_on":"2027-02-28"}]',NULL);
CREATE TABLE digicase_notice (
	id CHAR(32) NOT NULL, 
	version BIGINT NOT NULL, 
	kind TEXT NOT NULL, 
	subject CHAR(32) NOT NULL, 
	dedup_key TEXT NOT NULL, 
	recipient TEXT NOT NULL, 
	audience TEXT NOT NULL, 
	language TEXT, 
	due_at DATETIME NOT NULL, 
	expires_at DATETIME NOT NULL, 
	data TEXT NOT NULL, 
	state TEXT NOT NULL, 
	attempts BIGINT NOT NULL, 
	token CHAR(32), 
	sent_at DATETIME, 
	error TEXT, 
	CONSTRAINT pk_digicase_notice PRIMARY KEY (id)
);
INSERT INTO "digicase_notice" VALUES('01a208a0a25170018319c8a5717dd114',2,'loan_due_soon','01a208a0a24d700096b85b54bebadb84','loan_due_soon:01a208a0-a24d-7000-96b8-5b54bebadb84:J-0001:2027-02-28-28','J-0001','jobseeker','nl','2027-01-31 08:00:00.000000','2027-02-28 23:00:00.000000','{"case":"J-0001","days":28,"due_on":"2027-02-28"}','withdrawn',0,NULL,NULL,NULL);
INSERT INTO "digicase_notice" VALUES('01a208a0a2517002b4265eedc706f466',2,'loan_due_soon','01a208a0a24d700096b85b54bebadb84','loan_due_soon:01a208a0-a24d-7000-96b8-5b54bebadb84:C-04:2027-02-28-28','C-04','consultant',NULL,'2027-01-31 08:00:00.000000','2027-02-28 23:00:00.000000','{"case":"J-0001","days":28,"due_on":"2027-02-28"}','withdrawn',0,NULL,NULL,NULL);
INSERT INTO "digicase_notice" VALUES('01a208a0a2517003b16a65f76ff1db8f',2,'loan_due_soon','01a208a0a24d700096b85b54bebadb84','loan_due_soon:01a208a0-a24d-7000-96b8-5b54bebadb84:J-0001:2027-02-28-7','J-0001','jobseeker','nl','2027-02-21 08:00:00.000000','2027-02-28 23:00:00.000000','{"case":"J-0001","days":7,"due_on":"2027-02-28"}','withdrawn',0,NULL,NULL,NULL);
INSERT INTO "digicase_notice" VALUES('01a208a0a25170048a733b6fb397c800',2,'loan_due_soon','01a208a0a24d700096b85b54bebadb84','loan_due_soon:01a208a0-a24d-7000-96b8-5b54bebadb84:C-04:2027-02-28-7','C-04','consultant',NULL,'2027-02-21 08:00:00.000000','2027-02-28 23:00:00.000000','{"case":"J-0001","days":7,"due_on":"2027-02-28"}','withdrawn',0,NULL,NULL,NULL);
INSERT INTO "digicase_notice" VALUES('01a208a0a25170059d6f38a3f1d64919',2,'loan_due_today','01a208a0a24d700096b85b54bebadb84','loan_due_today:01a208a0-a24d-7000-96b8-5b54bebadb84:J-0001:2027-02-28-0','J-0001','jobseeker','nl','2027-02-28 08:00:00.000000','2027-02-28 23:00:00.000000','{"case":"J-0001","days":0,"due_on":"2027-02-28"}','withdrawn',0,NULL,NULL,NULL);
INSERT INTO "digicase_notice" VALUES('01a208a0a25170069d7903cedceb8bd1',2,'loan_due_today','01a208a0a24d700096b85b54bebadb84','loan_due_today:01a208a0-a24d-7000-96b8-5b54bebadb84:C-04:2027-02-28-0','C-04','consultant',NULL,'2027-02-28 08:00:00.000000','2027-02-28 23:00:00.000000','{"case":"J-0001","days":0,"due_on":"2027-02-28"}','withdrawn',0,NULL,NULL,NULL);
INSERT INTO "digicase_notice" VALUES('01a208a0a25c7000a5d395e5de63d343',1,'loan_extended','01a208a0a24d700096b85b54bebadb84','loan_extended:01a208a0-a24d-7000-96b8-5b54bebadb84:J-0001:2027-08-28','J-0001','jobseeker','nl','2026-11-24 11:00:00.000000','2027-08-28 22:00:00.000000','{"case":"J-0001","due_on":"2027-08-28"}','planned',0,NULL,NULL,NULL);
INSERT INTO "digicase_notice" VALUES('01a208a0a25c70018fe8acd6c6622885',1,'loan_extended','01a208a0a24d700096b85b54bebadb84','loan_extended:01a208a0-a24d-7000-96b8-5b54bebadb84:C-04:2027-08-28','C-04','consultant',NULL,'2026-11-24 11:00:00.000000','2027-08-28 22:00:00.000000','{"case":"J-0001","due_on":"2027-08-28"}','planned',0,NULL,NULL,NULL);
INSERT INTO "digicase_notice" VALUES('01a208a0a25c70028c9c91408c4bc78a',1,'loan_due_soon','01a208a0a24d700096b85b54bebadb84','loan_due_soon:01a208a0-a24d-7000-96b8-5b54bebadb84:J-0001:2027-08-28-28','J-0001','jobseeker','nl','2027-07-31 07:00:00.000000','2027-08-28 22:00:00.000000','{"case":"J-0001","days":28,"due_on":"2027-08-28"}','planned',0,NULL,NULL,NULL);
INSERT INTO "digicase_notice" VALUES('01a208a0a25c7003afbab55ef81f87f0',1,'loan_due_soon','01a208a0a24d700096b85b54bebadb84','loan_due_soon:01a208a0-a24d-7000-96b8-5b54bebadb84:C-04:2027-08-28-28','C-04','consultant',NULL,'2027-07-31 07:00:00.000000','2027-08-28 22:00:00.000000','{"case":"J-0001","days":28,"due_on":"2027-08-28"}','planned',0,NULL,NULL,NULL);
INSERT INTO "digicase_notice" VALUES('01a208a0a25c7004b5358ba10107f4cb',1,'loan_due_soon','01a208a0a24d700096b85b54bebadb84','loan_due_soon:01a208a0-a24d-7000-96b8-5b54bebadb84:J-0001:2027-08-28-7','J-0001','jobseeker','nl','2027-08-21 07:00:00.000000','2027-08-28 22:00:00.000000','{"case":"J-0001","days":7,"due_on":"2027-08-28"}','planned',0,NULL,NULL,NULL);
INSERT INTO "digicase_notice" VALUES('01a208a0a25c70058cd367d72bba7889',1,'loan_due_soon','01a208a0a24d700096b85b54bebadb84','loan_due_soon:01a208a0-a24d-7000-96b8-5b54bebadb84:C-04:2027-08-28-7','C-04','consultant',NULL,'2027-08-21 07:00:00.000000','2027-08-28 22:00:00.000000','{"case":"J-0001","days":7,"due_on":"2027-08-28"}','planned',0,NULL,NULL,NULL);
INSERT INTO "digicase_notice" VALUES('01a208a0a25c7006a055ff3a2e05cc37',1,'loan_due_today','01a208a0a24d700096b85b54bebadb84','loan_due_today:01a208a0-a24d-7000-96b8-5b54bebadb84:J-0001:2027-08-28-0','J-0001','jobseeker','nl','2027-08-28 07:00:00.000000','2027-08-28 22:00:00.000000','{"case":"J-0001","days":0,"due_on":"2027-08-28"}','planned',0,NULL,NULL,NULL);
INSERT INTO "digicase_notice" VALUES('01a208a0a25c7007a77806b5321a558f',1,'loan_due_today','01a208a0a24d700096b85b54bebadb84','loan_due_today:01a208a0-a24d-7000-96b8-5b54bebadb84:C-04:2027-08-28-0','C-04','consultant',NULL,'2027-08-28 07:00:00.000000','2027-08-28 22:00:00.000000','{"case":"J-0001","days":0,"due_on":"2027-08-28"}','planned',0,NULL,NULL,NULL);
INSERT INTO "digicase_notice" VALUES('01a208a0a3d07001ac34dd87c117f3a8',1,'appointment_booked','01a208a0a3ce7000b18a7098250b3d83','appointment_booked:01a208a0-a3ce-7000-b18a-7098250b3d83:J-0001:0','J-0001','jobseeker','nl','2026-11-24 11:00:00.000000','2026-12-01 08:30:00.000000','{"at":"09:30","case":"J-0001","location":"Jobteam","on":"2026-12-01"}','planned',0,NULL,NULL,NULL);
INSERT INTO "digicase_notice" VALUES('01a208a0a3d070029b2950daf5053c94',1,'appointment_booked','01a208a0a3ce7000b18a7098250b3d83','appointment_booked:01a208a0-a3ce-7000-b18a-7098250b3d83:C-04:0','C-04','consultant',NULL,'2026-11-24 11:00:00.000000','2026-12-01 08:30:00.000000','{"at":"09:30","case":"J-0001","location":"Jobteam","on":"2026-12-01"}','planned',0,NULL,NULL,NULL);
INSERT INTO "digicase_notice" VALUES('01a208a0a3d07003baf2d87334e263d0',1,'appointment_soon','01a208a0a3ce7000b18a7098250b3d83','appointment_soon:01a208a0-a3ce-7000-b18a-7098250b3d83:J-0001:0','J-0001','jobseeker','nl','2026-11-29 08:00:00.000000','2026-12-01 08:30:00.000000','{"at":"09:30","case":"J-0001","location":"Jobteam","on":"2026-12-01"}','planned',0,NULL,NULL,NULL);
INSERT INTO "digicase_notice" VALUES('01a208a0a3d07004be22c473711526c2',1,'appointment_soon','01a208a0a3ce7000b18a7098250b3d83','appointment_soon:01a208a0-a3ce-7000-b18a-7098250b3d83:C-04:0','C-04','consultant',NULL,'2026-11-29 08:00:00.000000','2026-12-01 08:30:00.000000','{"at":"09:30","case":"J-0001","location":"Jobteam","on":"2026-12-01"}','planned',0,NULL,NULL,NULL);
CREATE TABLE digicase_package (
	id CHAR(32) NOT NULL, 
	version BIGINT NOT NULL, 
	label TEXT NOT NULL, 
	device TEXT NOT NULL, 
	has_dongle BOOLEAN NOT NULL, 
	state TEXT NOT NULL, 
	remarks TEXT NOT NULL, 
	CONSTRAINT pk_digicase_package PRIMARY KEY (id)
);
INSERT INTO "digicase_package" VALUES('01a208a0a23d700095a919a94562ff21',2,'DP-001','laptop',1,'on_loan','');
CREATE TABLE digicase_series (
	id CHAR(32) NOT NULL, 
	version BIGINT NOT NULL, 
	name TEXT NOT NULL, 
	location TEXT NOT NULL, 
	weekdays TEXT NOT NULL, 
	first DATE NOT NULL, 
	last DATE NOT NULL, 
	starts TIME NOT NULL, 
	ends TIME NOT NULL, 
	slot_minutes BIGINT NOT NULL, 
	places BIGINT NOT NULL, 
	coach TEXT NOT NULL, 
	skipped TEXT NOT NULL, 
	CONSTRAINT pk_digicase_series PRIMARY KEY (id)
);
INSERT INTO "digicase_series" VALUES('01a208a0a2647000b302a421a194c932',1,'Jobteam','Jobteam','["TU"]','2026-12-01','2026-12-10','09:00:00.000000','12:00:00.000000',30,1,'K-01','[]');
CREATE TABLE digicase_staff (
	id CHAR(32) NOT NULL, 
	version BIGINT NOT NULL, 
	reference TEXT NOT NULL, 
	role TEXT NOT NULL, 
	language TEXT NOT NULL, 
	trained BOOLEAN NOT NULL, 
	CONSTRAINT pk_digicase_staff PRIMARY KEY (id)
);
INSERT INTO "digicase_staff" VALUES('01a208a0a23070009d3f8447c5ebb5ad',1,'C-04','consultant','fr',0);
CREATE TABLE digicase_waiting_place (
	id CHAR(32) NOT NULL, 
	version BIGINT NOT NULL, 
	"case" CHAR(32) NOT NULL, 
	device TEXT NOT NULL, 
	dongle BOOLEAN NOT NULL, 
	rank BIGINT NOT NULL, 
	since DATE NOT NULL, 
	left_on DATE, 
	CONSTRAINT pk_digicase_waiting_place PRIMARY KEY (id)
);
INSERT INTO "digicase_waiting_place" VALUES('01a208a0a26170009933724a7e47f53a',1,'01a208a0a2447000b4a4d597ab172830','tablet',0,0,'2026-11-24',NULL);
CREATE TABLE digicase_zitdag (
	id CHAR(32) NOT NULL, 
	version BIGINT NOT NULL, 
	series CHAR(32) NOT NULL, 
	location TEXT NOT NULL, 
	"on" DATE NOT NULL, 
	starts TIME NOT NULL, 
	ends TIME NOT NULL, 
	slot_minutes BIGINT NOT NULL, 
	places BIGINT NOT NULL, 
	coach TEXT NOT NULL, 
	state TEXT NOT NULL, 
	sequence BIGINT NOT NULL, 
	changed_at DATETIME NOT NULL, 
	CONSTRAINT pk_digicase_zitdag PRIMARY KEY (id)
);
INSERT INTO "digicase_zitdag" VALUES('01a208a0a3bd70008ac80d826630f5df',2,'01a208a0a2647000b302a421a194c932','Jobteam','2026-12-01','09:00:00.000000','12:00:00.000000',30,1,'K-01','planned',0,'2026-11-24 11:00:00.000000');
INSERT INTO "digicase_zitdag" VALUES('01a208a0a3bd7001a3a9761f30219c5d',1,'01a208a0a2647000b302a421a194c932','Jobteam','2026-12-08','09:00:00.000000','12:00:00.000000',30,1,'K-01','planned',0,'2026-11-24 11:00:00.000000');
CREATE UNIQUE INDEX uq_digicase_package_label ON digicase_package (label);
CREATE INDEX ix_digicase_package_state ON digicase_package (state);
CREATE UNIQUE INDEX uq_digicase_item_msisdn ON digicase_item (msisdn) WHERE retired_on IS NULL;
CREATE INDEX ix_digicase_item_package ON digicase_item (package);
CREATE UNIQUE INDEX uq_digicase_item_tag ON digicase_item (tag) WHERE retired_on IS NULL;
CREATE UNIQUE INDEX uq_digicase_item_serial ON digicase_item (serial) WHERE retired_on IS NULL;
CREATE UNIQUE INDEX uq_digicase_item_iccid ON digicase_item (iccid) WHERE retired_on IS NULL;
CREATE UNIQUE INDEX uq_digicase_case_reference ON digicase_case (reference);
CREATE INDEX ix_digicase_case_consultant ON digicase_case (consultant);
CREATE UNIQUE INDEX uq_digicase_staff_reference ON digicase_staff (reference);
CREATE UNIQUE INDEX uq_digicase_contact_reference ON digicase_contact (reference);
CREATE INDEX ix_digicase_assessment_case ON digicase_assessment ("case");
CREATE UNIQUE INDEX uq_digicase_loan_package ON digicase_loan (package) WHERE returned_on IS NULL;
CREATE INDEX ix_digicase_loan_due_on ON digicase_loan (due_on);
CREATE INDEX ix_digicase_loan_case ON digicase_loan ("case");
CREATE INDEX ix_digicase_loan_package ON digicase_loan (package);
CREATE UNIQUE INDEX uq_digicase_loan_case ON digicase_loan ("case") WHERE returned_on IS NULL;
CREATE INDEX ix_digicase_waiting_place_left_on_device ON digicase_waiting_place (left_on, device);
CREATE UNIQUE INDEX uq_digicase_waiting_place_case ON digicase_waiting_place ("case") WHERE left_on IS NULL;
CREATE UNIQUE INDEX uq_digicase_series_name ON digicase_series (name);
CREATE INDEX ix_digicase_zitdag_on ON digicase_zitdag ("on");
CREATE INDEX ix_digicase_zitdag_coach_on ON digicase_zitdag (coach, "on");
CREATE UNIQUE INDEX uq_digicase_zitdag_coach_on_starts ON digicase_zitdag (coach, "on", starts) WHERE state = 'planned';
CREATE UNIQUE INDEX uq_digicase_zitdag_location_on_starts ON digicase_zitdag (location, "on", starts) WHERE state = 'planned';
CREATE INDEX ix_digicase_zitdag_location_on ON digicase_zitdag (location, "on");
CREATE INDEX ix_digicase_zitdag_series ON digicase_zitdag (series);
CREATE UNIQUE INDEX uq_digicase_appointment_zitdag_case ON digicase_appointment (zitdag, "case") WHERE state = 'booked';
CREATE INDEX ix_digicase_appointment_coach_on ON digicase_appointment (coach, "on");
CREATE INDEX ix_digicase_appointment_consultant_on ON digicase_appointment (consultant, "on");
CREATE INDEX ix_digicase_appointment_zitdag ON digicase_appointment (zitdag);
CREATE INDEX ix_digicase_appointment_case ON digicase_appointment ("case");
CREATE INDEX ix_digicase_appointment_location_on ON digicase_appointment (location, "on");
CREATE INDEX ix_digicase_appointment_accompanied_by_on ON digicase_appointment (accompanied_by, "on");
CREATE INDEX ix_digicase_notice_state_due_at ON digicase_notice (state, due_at);
CREATE INDEX ix_digicase_notice_subject ON digicase_notice (subject);
CREATE UNIQUE INDEX uq_digicase_notice_dedup_key ON digicase_notice (dedup_key);
CREATE INDEX ix_digicase_journal_entry_subject ON digicase_journal_entry (subject);
CREATE INDEX ix_digicase_journal_entry_case ON digicase_journal_entry ("case");
COMMIT;
