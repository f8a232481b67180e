CREATE TABLE inspection (id varchar(40) PRIMARY KEY, site varchar(20) NOT NULL, remark varchar(200) NOT NULL);
CREATE TABLE inspection_results (
    inspection_id varchar(40) NOT NULL REFERENCES inspection (id),
    results varchar(20)
);
