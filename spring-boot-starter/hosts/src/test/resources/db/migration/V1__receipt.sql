CREATE TABLE receipt (id varchar(40) PRIMARY KEY);
