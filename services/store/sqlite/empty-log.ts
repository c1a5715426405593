import { QueryTypes, type Sequelize } from 'sequelize';

/**
 * The write-ahead log holds pages as they were before rows were removed: brings it over into the database and cuts it to nothing. Says whether it could;
 * it cannot while another process reads or writes.
 */
export async function emptyLog(sequelize: Sequelize): Promise<boolean> {
  const [verdict] = await sequelize.query<{ busy: number }>('PRAGMA wal_checkpoint(TRUNCATE)', { type: QueryTypes.SELECT });
  return verdict?.busy === 0;
}
