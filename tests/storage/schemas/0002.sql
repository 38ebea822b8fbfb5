BEGIN TRANSACTION;
CREATE TABLE digicase_alembic_version (
	version_num VARCHAR(32) NOT NULL, 
	CONSTRAINT pk_digicase_alembic_version PRIMARY KEY (version_num)
);
INSERT INTO "digicase_alembic_version" VALUES('0002');
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
INSERT INTO "digicase_appointment" VALUES('01a208a3cd3670009d36b8d67399e8f0',1,'01a208a3cd3170009006884176606e75','01a208a3cc9e7000a35fff937160a31a','2026-12-03','09:00:00.000000',30,'K-01','Jobteam','C-04','C-04','[]','booked',0,'2026-11-24 11:00:00.000000');
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
INSERT INTO "digicase_assessment" VALUES('01a208a3cca6700097b21d051f15651b',1,'01a208a3cc9e7000a35fff937160a31a','start','1','2026-07-14','[{"item":"F1","source":"consultant","value":3},{"item":"F2","source":"consultant","value":2},{"item":"F3","source":"consultant","value":null}]',NULL);
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
INSERT INTO "digicase_case" VALUES('01a208a3cc9e7000a35fff937160a31a',4,'J-0001','C-04','nl','2026-07-14',NULL,'["cv_letter"]','[]',NULL,0,0,3,NULL,NULL);
INSERT INTO "digicase_case" VALUES('01a208a3cca370009708e4db0e8c3e19',2,'J-0002','C-04','nl','2026-07-14',NULL,'[]','[]',NULL,0,0,3,NULL,NULL);
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
INSERT INTO "digicase_contact" VALUES('J-0001',NULL,'someone@example.org',NULL,NULL,NULL,'01a208a3cc96700089c906c16d9912cc',1);
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
INSERT INTO "digicase_item" VALUES('01a208a3cc9c700199de6c8767f44391',1,'01a208a3cc9c7000a6aec19744ca2610','laptop','ThinkPad L15','7LMF00MB',NULL,NULL,NULL,'2024-03-28',NULL);
INSERT INTO "digicase_item" VALUES('01a208a3cc9c7002afe89105c6cdc5c6',1,'01a208a3cc9c7000a6aec19744ca2610','dongle',NULL,NULL,'DG-X1',NULL,NULL,'2024-03-28',NULL);
INSERT INTO "digicase_item" VALUES('01a208a3cc9c7003a0b647b5d2bcf04a',1,'01a208a3cc9c7000a6aec19744ca2610','accessory','lader',NULL,NULL,NULL,NULL,'2024-03-28',NULL);
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
INSERT INTO "digicase_journal_entry" VALUES('01a208a3cc937000b464c4b7dbdf81c5',1,'2026-11-24 11:00:00.000000','system','StaffRegistered','01a208a3cc907000864f8854469ab49a',NULL,'{"role":"consultant"}');
INSERT INTO "digicase_journal_entry" VALUES('01a208a3cc9c700491cde06723bb9cf4',1,'2026-11-24 11:00:00.000000','system','PackageRegistered','01a208a3cc9c7000a6aec19744ca2610',NULL,'{"label":"DP-001"}');
INSERT INTO "digicase_journal_entry" VALUES('01a208a3cca17000bd4cc09eac40e7ea',1,'2026-11-24 11:00:00.000000','system','CaseOpened','01a208a3cc9e7000a35fff937160a31a','01a208a3cc9e7000a35fff937160a31a','{"consultant":"C-04"}');
INSERT INTO "digicase_journal_entry" VALUES('01a208a3cca37001abe8f3e065921edd',1,'2026-11-24 11:00:00.000000','system','CaseOpened','01a208a3cca370009708e4db0e8c3e19','01a208a3cca370009708e4db0e8c3e19','{"consultant":"C-04"}');
INSERT INTO "digicase_journal_entry" VALUES('01a208a3cca6700185ef6197b8283f15',1,'2026-11-24 11:00:00.000000','system','AssessmentRecorded','01a208a3cca6700097b21d051f15651b','01a208a3cc9e7000a35fff937160a31a','{"framework":"start","on":"2026-07-14"}');
INSERT INTO "digicase_journal_entry" VALUES('01a208a3ccac7000a76fdf9ec5048ff2',1,'2026-11-24 11:00:00.000000','system','PackageLent','01a208a3cca97000a29707f0efac4aa4','01a208a3cc9e7000a35fff937160a31a','{"due_on":"2027-02-28","on":"2026-08-31","package":"01a208a3-cc9c-7000-a6ae-c19744ca2610"}');
INSERT INTO "digicase_journal_entry" VALUES('01a208a3ccb47000a4a91af26ee575a0',1,'2026-11-24 11:00:00.000000','system','LoanExtended','01a208a3cca97000a29707f0efac4aa4','01a208a3cc9e7000a35fff937160a31a','{"due_on":"2027-08-28","on":"2026-11-24","was_due_on":"2027-02-28"}');
INSERT INTO "digicase_journal_entry" VALUES('01a208a3ccbc7000804c79b98c9f8261',1,'2026-11-24 11:00:00.000000','system','WaitingJoined','01a208a3ccbb700087b46401aa3e1196','01a208a3cca370009708e4db0e8c3e19','{"device":"tablet","on":"2026-11-24"}');
INSERT INTO "digicase_journal_entry" VALUES('01a208a3cd317003a1027a9fe61edbed',1,'2026-11-24 11:00:00.000000','system','SeriesPlanned','01a208a3ccbd70009310a106df30b5c6',NULL,'{"location":"Jobteam","skipped":2,"zitdagen":3}');
INSERT INTO "digicase_journal_entry" VALUES('01a208a3cd3870008030874b9afaec4f',1,'2026-11-24 11:00:00.000000','system','AppointmentBooked','01a208a3cd3670009d36b8d67399e8f0','01a208a3cc9e7000a35fff937160a31a','{"at":"09:00:00","on":"2026-12-03","zitdag":"01a208a3-cd31-7000-9006-884176606e75"}');
CREATE TABLE digicase_keyed_request (
	id CHAR(32) NOT NULL, 
	version BIGINT NOT NULL, 
	"key" TEXT NOT NULL, 
	kind TEXT NOT NULL, 
	result CHAR(32) NOT NULL, 
	at DATETIME NOT NULL, 
	CONSTRAINT pk_digicase_keyed_request PRIMARY KEY (id)
);
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
INSERT INTO "digicase_loan" VALUES('01a208a3cca97000a29707f0efac4aa4',2,'01a208a3cc9c7000a6aec19744ca2610','01a208a3cc9e7000a35fff937160a31a','["01a208a3-cc9c-7003-a0b6-47b5d2bcf04a","01a208a3-cc9c-7002-afe8-9105c6cdc5c6","01a208a3-cc9c-7001-99de-6c8767f44391"]','default','2026-08-31','2027-08-28','2027-08-28','[{"due_on":"2027-08-28","on":"2026-11-24","reason":"job trial","was_due_on":"2027-02-28"}]',NULL);
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
INSERT INTO "digicase_notice" VALUES('01a208a3ccac7001ba7136ffb7213435',2,'loan_due_soon','01a208a3cca97000a29707f0efac4aa4','loan_due_soon:01a208a3-cca9-7000-a297-07f0efac4aa4:J-0001:2027-02-28-28','J-0001','jobseeker','nl','2027-01-31 08:00:00.000000','2027-02-28 23:00:00.000000','{"case":"J-0001","days":28,"due_on":"2027-02-28"}','withdrawn',0,NULL,NULL,NULL);
INSERT INTO "digicase_notice" VALUES('01a208a3ccac7002b762f4eb7f98a9d2',2,'loan_due_soon','01a208a3cca97000a29707f0efac4aa4','loan_due_soon:01a208a3-cca9-7000-a297-07f0efac4aa4:C-04:2027-02-28-28','C-04','consultant',NULL,'2027-01-31 08:00:00.000000','2027-02-28 23:00:00.000000','{"case":"J-0001","days":28,"due_on":"2027-02-28"}','withdrawn',0,NULL,NULL,NULL);
INSERT INTO "digicase_notice" VALUES('01a208a3ccac7003ae20321ddc5b06ee',2,'loan_due_soon','01a208a3cca97000a29707f0efac4aa4','loan_due_soon:01a208a3-cca9-7000-a297-07f0efac4aa4:J-0001:2027-02-28-7','J-0001','jobseeker','nl','2027-02-21 08:00:00.000000','2027-02-28 23:00:00.000000','{"case":"J-0001","days":7,"due_on":"2027-02-28"}','withdrawn',0,NULL,NULL,NULL);
INSERT INTO "digicase_notice" VALUES('01a208a3ccac70048b64b05fb96e2c1a',2,'loan_due_soon','01a208a3cca97000a29707f0efac4aa4','loan_due_soon:01a208a3-cca9-7000-a297-07f0efac4aa4:C-04:2027-02-28-7','C-04','consultant',NULL,'2027-02-21 08:00:00.000000','2027-02-28 23:00:00.000000','{"case":"J-0001","days":7,"due_on":"2027-02-28"}','withdrawn',0,NULL,NULL,NULL);
INSERT INTO "digicase_notice" VALUES('01a208a3ccac700590f729c60f0c4cca',2,'loan_due_today','01a208a3cca97000a29707f0efac4aa4','loan_due_today:01a208a3-cca9-7000-a297-07f0efac4aa4:J-0001:2027-02-28-0','J-0001','jobseeker','nl','2027-02-28 08:00:00.000000','2027-02-28 23:00:00.000000','{"case":"J-0001","days":0,"due_on":"2027-02-28"}','withdrawn',0,NULL,NULL,NULL);
INSERT INTO "digicase_notice" VALUES('01a208a3ccac7006917dc0ddfd169b7e',2,'loan_due_today','01a208a3cca97000a29707f0efac4aa4','loan_due_today:01a208a3-cca9-7000-a297-07f0efac4aa4:C-04:2027-02-28-0','C-04','consultant',NULL,'2027-02-28 08:00:00.000000','2027-02-28 23:00:00.000000','{"case":"J-0001","days":0,"due_on":"2027-02-28"}','withdrawn',0,NULL,NULL,NULL);
INSERT INTO "digicase_notice" VALUES('01a208a3ccb67000a88a143757b9d2e6',1,'loan_extended','01a208a3cca97000a29707f0efac4aa4','loan_extended:01a208a3-cca9-7000-a297-07f0efac4aa4:J-0001:2027-08-28','J-0001','jobseeker','nl','2026-11-24 11:00:00.000000','2027-08-28 22:00:00.000000','{"case":"J-0001","due_on":"2027-08-28"}','planned',0,NULL,NULL,NULL);
INSERT INTO "digicase_notice" VALUES('01a208a3ccb6700187e078f7f589bad0',1,'loan_extended','01a208a3cca97000a29707f0efac4aa4','loan_extended:01a208a3-cca9-7000-a297-07f0efac4aa4:C-04:2027-08-28','C-04','consultant',NULL,'2026-11-24 11:00:00.000000','2027-08-28 22:00:00.000000','{"case":"J-0001","due_on":"2027-08-28"}','planned',0,NULL,NULL,NULL);
INSERT INTO "digicase_notice" VALUES('01a208a3ccb6700298a7cc0bc379b08d',1,'loan_due_soon','01a208a3cca97000a29707f0efac4aa4','loan_due_soon:01a208a3-cca9-7000-a297-07f0efac4aa4:J-0001:2027-08-28-28','J-0001','jobseeker','nl','2027-07-31 07:00:00.000000','2027-08-28 22:00:00.000000','{"case":"J-0001","days":28,"due_on":"2027-08-28"}','planned',0,NULL,NULL,NULL);
INSERT INTO "digicase_notice" VALUES('01a208a3ccb67003983c38058b9505db',1,'loan_due_soon','01a208a3cca97000a29707f0efac4aa4','loan_due_soon:01a208a3-cca9-7000-a297-07f0efac4aa4:C-04:2027-08-28-28','C-04','consultant',NULL,'2027-07-31 07:00:00.000000','2027-08-28 22:00:00.000000','{"case":"J-0001","days":28,"due_on":"2027-08-28"}','planned',0,NULL,NULL,NULL);
INSERT INTO "digicase_notice" VALUES('01a208a3ccb6700484b9ce2890d55885',1,'loan_due_soon','01a208a3cca97000a29707f0efac4aa4','loan_due_soon:01a208a3-cca9-7000-a297-07f0efac4aa4:J-0001:2027-08-28-7','J-0001','jobseeker','nl','2027-08-21 07:00:00.000000','2027-08-28 22:00:00.000000','{"case":"J-0001","days":7,"due_on":"2027-08-28"}','planned',0,NULL,NULL,NULL);
INSERT INTO "digicase_notice" VALUES('01a208a3ccb67005bf5b67488da2b4b9',1,'loan_due_soon','01a208a3cca97000a29707f0efac4aa4','loan_due_soon:01a208a3-cca9-7000-a297-07f0efac4aa4:C-04:2027-08-28-7','C-04','consultant',NULL,'2027-08-21 07:00:00.000000','2027-08-28 22:00:00.000000','{"case":"J-0001","days":7,"due_on":"2027-08-28"}','planned',0,NULL,NULL,NULL);
INSERT INTO "digicase_notice" VALUES('01a208a3ccb770008f922cfbf557d871',1,'loan_due_today','01a208a3cca97000a29707f0efac4aa4','loan_due_today:01a208a3-cca9-7000-a297-07f0efac4aa4:J-0001:2027-08-28-0','J-0001','jobseeker','nl','2027-08-28 07:00:00.000000','2027-08-28 22:00:00.000000','{"case":"J-0001","days":0,"due_on":"2027-08-28"}','planned',0,NULL,NULL,NULL);
INSERT INTO "digicase_notice" VALUES('01a208a3ccb7700186b12ad0f41fd134',1,'loan_due_today','01a208a3cca97000a29707f0efac4aa4','loan_due_today:01a208a3-cca9-7000-a297-07f0efac4aa4:C-04:2027-08-28-0','C-04','consultant',NULL,'2027-08-28 07:00:00.000000','2027-08-28 22:00:00.000000','{"case":"J-0001","days":0,"due_on":"2027-08-28"}','planned',0,NULL,NULL,NULL);
INSERT INTO "digicase_notice" VALUES('01a208a3cd3870019cc1b411b2663ec0',1,'appointment_booked','01a208a3cd3670009d36b8d67399e8f0','appointment_booked:01a208a3-cd36-7000-9d36-b8d67399e8f0:J-0001:0','J-0001','jobseeker','nl','2026-11-24 11:00:00.000000','2026-12-03 08:00:00.000000','{"at":"09:00","case":"J-0001","location":"Jobteam","on":"2026-12-03"}','planned',0,NULL,NULL,NULL);
INSERT INTO "digicase_notice" VALUES('01a208a3cd387002986038d2284b4db3',1,'appointment_booked','01a208a3cd3670009d36b8d67399e8f0','appointment_booked:01a208a3-cd36-7000-9d36-b8d67399e8f0:C-04:0','C-04','consultant',NULL,'2026-11-24 11:00:00.000000','2026-12-03 08:00:00.000000','{"at":"09:00","case":"J-0001","location":"Jobteam","on":"2026-12-03"}','planned',0,NULL,NULL,NULL);
INSERT INTO "digicase_notice" VALUES('01a208a3cd387003a0a6c7818acb03b9',1,'appointment_soon','01a208a3cd3670009d36b8d67399e8f0','appointment_soon:01a208a3-cd36-7000-9d36-b8d67399e8f0:J-0001:0','J-0001','jobseeker','nl','2026-12-01 08:00:00.000000','2026-12-03 08:00:00.000000','{"at":"09:00","case":"J-0001","location":"Jobteam","on":"2026-12-03"}','planned',0,NULL,NULL,NULL);
INSERT INTO "digicase_notice" VALUES('01a208a3cd387004842f218f8d9f4875',1,'appointment_soon','01a208a3cd3670009d36b8d67399e8f0','appointment_soon:01a208a3-cd36-7000-9d36-b8d67399e8f0:C-04:0','C-04','consultant',NULL,'2026-12-01 08:00:00.000000','2026-12-03 08:00:00.000000','{"at":"09:00","case":"J-0001","location":"Jobteam","on":"2026-12-03"}','planned',0,NULL,NULL,NULL);
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
INSERT INTO "digicase_package" VALUES('01a208a3cc9c7000a6aec19744ca2610',2,'DP-001','laptop',1,'on_loan','');
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
INSERT INTO "digicase_series" VALUES('01a208a3ccbd70009310a106df30b5c6',1,'Jobteam','Jobteam','["TH"]','2026-12-01','2026-12-31','09:00:00.000000','10:00:00.000000',30,1,'K-01','[{"on":"2026-12-24","reason":"Kerstvakantie"},{"on":"2026-12-31","reason":"Kerstvakantie"}]');
CREATE TABLE digicase_staff (
	id CHAR(32) NOT NULL, 
	version BIGINT NOT NULL, 
	reference TEXT NOT NULL, 
	role TEXT NOT NULL, 
	language TEXT NOT NULL, 
	trained BOOLEAN NOT NULL, 
	CONSTRAINT pk_digicase_staff PRIMARY KEY (id)
);
INSERT INTO "digicase_staff" VALUES('01a208a3cc907000864f8854469ab49a',1,'C-04','consultant','fr',0);
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
INSERT INTO "digicase_waiting_place" VALUES('01a208a3ccbb700087b46401aa3e1196',1,'01a208a3cca370009708e4db0e8c3e19','tablet',0,0,'2026-11-24',NULL);
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
INSERT INTO "digicase_zitdag" VALUES('01a208a3cd3170009006884176606e75',2,'01a208a3ccbd70009310a106df30b5c6','Jobteam','2026-12-03','09:00:00.000000','10:00:00.000000',30,1,'K-01','planned',0,'2026-11-24 11:00:00.000000');
INSERT INTO "digicase_zitdag" VALUES('01a208a3cd317001a9e6ebe7f311ab4d',1,'01a208a3ccbd70009310a106df30b5c6','Jobteam','2026-12-10','09:00:00.000000','10:00:00.000000',30,1,'K-01','planned',0,'2026-11-24 11:00:00.000000');
INSERT INTO "digicase_zitdag" VALUES('01a208a3cd317002b43ed9954bfe3f34',1,'01a208a3ccbd70009310a106df30b5c6','Jobteam','2026-12-17','09:00:00.000000','10:00:00.000000',30,1,'K-01','planned',0,'2026-11-24 11:00:00.000000');
CREATE UNIQUE INDEX uq_digicase_package_label ON digicase_package (label);
CREATE INDEX ix_digicase_package_state ON digicase_package (state);
CREATE UNIQUE INDEX uq_digicase_item_serial ON digicase_item (serial) WHERE retired_on IS NULL;
CREATE UNIQUE INDEX uq_digicase_item_tag ON digicase_item (tag) WHERE retired_on IS NULL;
CREATE UNIQUE INDEX uq_digicase_item_iccid ON digicase_item (iccid) WHERE retired_on IS NULL;
CREATE UNIQUE INDEX uq_digicase_item_msisdn ON digicase_item (msisdn) WHERE retired_on IS NULL;
CREATE INDEX ix_digicase_item_package ON digicase_item (package);
CREATE UNIQUE INDEX uq_digicase_case_reference ON digicase_case (reference);
CREATE INDEX ix_digicase_case_consultant ON digicase_case (consultant);
CREATE UNIQUE INDEX uq_digicase_staff_reference ON digicase_staff (reference);
CREATE UNIQUE INDEX uq_digicase_contact_reference ON digicase_contact (reference);
CREATE INDEX ix_digicase_assessment_case ON digicase_assessment ("case");
CREATE INDEX ix_digicase_loan_package ON digicase_loan (package);
CREATE UNIQUE INDEX uq_digicase_loan_case ON digicase_loan ("case") WHERE returned_on IS NULL;
CREATE UNIQUE INDEX uq_digicase_loan_package ON digicase_loan (package) WHERE returned_on IS NULL;
CREATE INDEX ix_digicase_loan_due_on ON digicase_loan (due_on);
CREATE INDEX ix_digicase_loan_case ON digicase_loan ("case");
CREATE UNIQUE INDEX uq_digicase_waiting_place_case ON digicase_waiting_place ("case") WHERE left_on IS NULL;
CREATE INDEX ix_digicase_waiting_place_left_on_device ON digicase_waiting_place (left_on, device);
CREATE UNIQUE INDEX uq_digicase_series_name ON digicase_series (name);
CREATE INDEX ix_digicase_zitdag_coach_on ON digicase_zitdag (coach, "on");
CREATE UNIQUE INDEX uq_digicase_zitdag_location_on_starts ON digicase_zitdag (location, "on", starts) WHERE state = 'planned';
CREATE UNIQUE INDEX uq_digicase_zitdag_coach_on_starts ON digicase_zitdag (coach, "on", starts) WHERE state = 'planned';
CREATE INDEX ix_digicase_zitdag_location_on ON digicase_zitdag (location, "on");
CREATE INDEX ix_digicase_zitdag_series ON digicase_zitdag (series);
CREATE INDEX ix_digicase_zitdag_on ON digicase_zitdag ("on");
CREATE INDEX ix_digicase_appointment_zitdag ON digicase_appointment (zitdag);
CREATE INDEX ix_digicase_appointment_case ON digicase_appointment ("case");
CREATE INDEX ix_digicase_appointment_location_on ON digicase_appointment (location, "on");
CREATE INDEX ix_digicase_appointment_accompanied_by_on ON digicase_appointment (accompanied_by, "on");
CREATE UNIQUE INDEX uq_digicase_appointment_zitdag_case ON digicase_appointment (zitdag, "case") WHERE state = 'booked';
CREATE INDEX ix_digicase_appointment_coach_on ON digicase_appointment (coach, "on");
CREATE INDEX ix_digicase_appointment_consultant_on ON digicase_appointment (consultant, "on");
CREATE INDEX ix_digicase_notice_subject ON digicase_notice (subject);
CREATE UNIQUE INDEX uq_digicase_notice_dedup_key ON digicase_notice (dedup_key);
CREATE INDEX ix_digicase_notice_state_due_at ON digicase_notice (state, due_at);
CREATE INDEX ix_digicase_journal_entry_case ON digicase_journal_entry ("case");
CREATE INDEX ix_digicase_journal_entry_subject ON digicase_journal_entry (subject);
CREATE INDEX ix_digicase_keyed_request_at ON digicase_keyed_request (at);
CREATE UNIQUE INDEX uq_digicase_keyed_request_key ON digicase_keyed_request ("key");
COMMIT;
