"""Problems and answers as files: our own JSON, VROOM's, and public instance sets."""
